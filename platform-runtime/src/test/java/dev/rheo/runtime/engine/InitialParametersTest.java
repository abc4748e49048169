package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.program.Layout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialParametersTest {
    private static final int N = 10_000;
    private static final RandomStreams STREAMS = new RandomStreams(5);

    /** n = 10 000; each bound is over 4.5 standard errors: false alarms below 1e-5. */
    @Test
    void drawsHaveTheMomentsOfTheirInitialiser() {
        float[] uniform = draw("uniform", new Init.Uniform(2));
        float[] normal = draw("normal", new Init.Normal(2));

        assertThat(mean(uniform)).isCloseTo(0, within(0.06));
        assertThat(variance(uniform)).isCloseTo(4.0 / 3, within(0.06));
        for (float v : uniform) {
            assertThat(v).isBetween(-2f, 2f);
        }
        assertThat(mean(normal)).isCloseTo(0, within(0.1));
        assertThat(variance(normal)).isCloseTo(4, within(0.3));
        assertThat(draw("constant", new Init.Constant(3))).containsOnly(3f);
    }

    @Test
    void aParameterIsAddressedByItsNameOnly() {
        GraphBuilder graph = new GraphBuilder();
        graph.parameter("other", Shape.of(3, 3), new Init.Normal(1));
        graph.parameter("weight", Shape.of(N), new Init.Normal(1));
        float[] theta = InitialParameters.draw(Layout.of(graph.build()), STREAMS);

        assertThat(Arrays.copyOfRange(theta, 9, 9 + N)).isEqualTo(draw("weight", new Init.Normal(1)));
        assertThat(draw("another", new Init.Normal(1))).isNotEqualTo(draw("weight", new Init.Normal(1)));
    }

    private static float[] draw(String name, Init init) {
        GraphBuilder graph = new GraphBuilder();
        graph.parameter(name, Shape.of(N), init);
        return InitialParameters.draw(Layout.of(graph.build()), STREAMS);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double variance(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float v : values) {
            sum += (v - mean) * (v - mean);
        }
        return sum / values.length;
    }
}
