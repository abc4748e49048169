package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final int COUNT = 3;
    private static final int WIDTH = 4;

    /** The embedding alone. */
    private static NetworkArchitecture embedding(Features features) {
        return new NetworkArchitecture() {
            @Override
            public Support supports(NetworkSpec spec) {
                return Support.yes();
            }

            @Override
            public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
                return List.of(features.embed(net, net.x()));
            }
        };
    }

    private static NetworkSpec columns(int width) {
        return NetworkSpec.of(Shape.of(COUNT)).with(List.of(new Head("embedded", Shape.of((long) COUNT * width))));
    }

    @Test
    void everyColumnIsEmbeddedByItself() {
        try (Numbers numbers = Numbers.moved(embedding(new Features(WIDTH, 0.3)), columns(WIDTH))) {
            double[] before = numbers.at(0.1, 0.2, 0.3);
            double[] after = numbers.at(0.1, 5, 0.3);
            assertThat(part(after, 0)).isEqualTo(part(before, 0));
            assertThat(part(after, 1)).isNotEqualTo(part(before, 1));
            assertThat(part(after, 2)).isEqualTo(part(before, 2));
        }
    }

    @Test
    void columnsHaveWeightsOfTheirOwn() {
        try (Numbers numbers = Numbers.moved(embedding(new Features(WIDTH, 0.3)), columns(WIDTH))) {
            double[] equal = numbers.at(0.7, 0.7, 0.7);
            assertThat(part(equal, 0)).isNotEqualTo(part(equal, 1));
        }
    }

    @Test
    void withoutWidthTheColumnsStayAsTheyAre() {
        try (Numbers numbers = Numbers.moved(embedding(new Features(0, 0.3)), columns(1))) {
            assertThat(numbers.at(1, 2, 3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void weightDecayLeavesFrequenciesAlone() {
        Graph graph = NetworkBuilder.graphOf(embedding(new Features(WIDTH, 0.3)), columns(WIDTH));
        assertThat(graph.parameters())
                .extracting(p -> p.name() + " " + p.decayed())
                .containsExactly("feature.frequency false", "feature.weight true", "feature.bias false");
    }

    @Test
    void widthsAreEven() {
        List<String> errors = new ArrayList<>();
        TimeEmbedding time = new TimeEmbedding(Kind.RAW, 2, 1);
        new ResidualMlp.Config(8, 1, 1, Activation.SILU, new Features(3, 1), time).check(new Collected(errors));
        assertThat(errors)
                .containsExactly("featureWidth: half of the waves are cosines and half are sines, so 3 cannot be;"
                        + " choose an even number, for example 4");
    }

    private static double[] part(double[] embedded, int column) {
        return Arrays.copyOfRange(embedded, column * WIDTH, (column + 1) * WIDTH);
    }
}
