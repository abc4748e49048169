package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class DitTest {
    private static final TimeEmbedding TIME = new TimeEmbedding(Kind.SINUSOIDAL, 8, 2);
    private static final NetworkSpec IMAGES = NetworkSpec.of(Shape.of(1, 4, 4));

    private static Dit dit(int patchSize, int depth) {
        return new Dit(new Dit.Config(patchSize, new Transformer(8, depth, 2, 2), TIME));
    }

    /** A network that is one expression in x. */
    private static NetworkArchitecture expression(BiFunction<NetworkBuilder, Value, Value> of) {
        return new NetworkArchitecture() {
            @Override
            public Support supports(NetworkSpec spec) {
                return Support.yes();
            }

            @Override
            public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
                return List.of(of.apply(net, net.x()));
            }
        };
    }

    /** facebookresearch/DiT counts 675 129 632, of which 256 x 1152 are the fixed positions. */
    @Test
    void withTheOptionsOfXl2ItHasAsManyParameters() {
        Dit.Config xl2 =
                new Dit.Config(2, new Transformer(1152, 28, 16, 4), new TimeEmbedding(Kind.SINUSOIDAL, 256, 2));
        NetworkSpec latents = NetworkSpec.of(Shape.of(4, 32, 32))
                .with(Labels.classes(1000, true))
                .with(List.of(new Head("noiseAndVariance", Shape.of(8, 32, 32))));
        assertThat(NetworkBuilder.graphOf(new Dit(xl2), latents).parameterCount())
                .isEqualTo(675_129_632 - 256 * 1152);
    }

    /** Table 1 of the paper: 118.6 for XL/2 at 256 x 256, a multiply-add counted once. */
    @Test
    void withTheOptionsOfXl2ItDoesAsManyOperations() {
        Dit.Config xl2 =
                new Dit.Config(2, new Transformer(1152, 28, 16, 4), new TimeEmbedding(Kind.SINUSOIDAL, 256, 2));
        double gigaflops = NetworkBuilder.graphOf(new Dit(xl2), NetworkSpec.of(Shape.of(4, 32, 32)))
                        .flops()
                / 2e9;
        assertThat(gigaflops).isCloseTo(118.6, within(0.01 * 118.6));
    }

    @Test
    void everyBlockBeginsAsTheIdentity() {
        double[] x = Numbers.gaussian("x", 16);
        double[] head = Numbers.gaussian("head", 4 * 8);
        try (Numbers none = new Numbers(dit(2, 1), IMAGES, first -> {
                    first.put("out.weight", head);
                    return first;
                });
                Numbers three = new Numbers(dit(2, 3), IMAGES, first -> {
                    first.put("out.weight", head);
                    return first;
                })) {
            assertThat(none.at(x)).isNotEqualTo(new double[16]);
            assertThat(three.at(x)).containsExactly(none.at(x), within(1e-12));
        }
    }

    @Test
    void patchesAreSquaresOfTheImageRowAfterRow() {
        Patches patches = new Patches(Shape.of(1, 4, 4), 2);
        NetworkSpec spec = IMAGES.with(List.of(new Head("patches", Shape.of(4, 4))));
        try (Numbers numbers = Numbers.moved(expression((net, x) -> patches.split(net, x)), spec)) {
            double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
            assertThat(numbers.at(x)).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        }
    }

    @Test
    void patchesPutTogetherAreTheSample() {
        for (Shape shape : List.of(Shape.of(3, 4, 6), Shape.of(2, 6), Shape.of(8))) {
            Patches patches = new Patches(shape, 2);
            try (Numbers numbers = Numbers.moved(
                    expression((net, x) -> patches.join(net, patches.split(net, x))), NetworkSpec.of(shape))) {
                double[] x = Numbers.gaussian("x", (int) shape.size());
                assertThat(numbers.at(x)).containsExactly(x);
            }
        }
    }

    @Test
    void attentionDoesNotKnowTheOrderOfItsTokens() {
        int width = 4;
        NetworkSpec tokens = NetworkSpec.of(Shape.of(3, width));
        try (Numbers numbers =
                Numbers.moved(expression((net, x) -> Attention.self(net, "mix", x, 2, new Init.Normal(1))), tokens)) {
            double[] x = Numbers.gaussian("x", 3 * width);
            assertThat(numbers.at(Numbers.reordered(x, width, 2, 0, 1)))
                    .containsExactly(Numbers.reordered(numbers.at(x), width, 2, 0, 1), within(1e-12));
        }
    }

    @Test
    void positionsTellEqualPatchesApart() {
        try (Numbers numbers = Numbers.moved(dit(2, 1), IMAGES)) {
            double[] out = numbers.at(new double[16]);
            assertThat(out[0]).isNotCloseTo(out[2], within(1e-6));
            assertThat(out[0]).isNotCloseTo(out[8], within(1e-6));
        }
    }

    @Test
    void positionsAreWavesOfTheColumnThenOfTheRow() {
        Patches patches = new Patches(Shape.of(1, 4, 6), 2);
        NetworkSpec spec = NetworkSpec.of(Shape.of(6, 8));
        try (Numbers numbers =
                Numbers.moved(expression((net, x) -> net.add(net.mul(x, 0), patches.positions(net, 8))), spec)) {
            double[] lowerRight = Arrays.copyOfRange(numbers.at(new double[48]), 40, 48);
            assertThat(lowerRight)
                    .containsExactly(
                            new double[] {
                                Math.sin(2), Math.sin(0.02), Math.cos(2), Math.cos(0.02),
                                Math.sin(1), Math.sin(0.01), Math.cos(1), Math.cos(0.01)
                            },
                            within(1e-12));
        }
    }

    @Test
    void labelsChangeTheField() {
        try (Numbers numbers = Numbers.moved(dit(2, 1), IMAGES.with(Labels.classes(2, true)))) {
            double[] x = Numbers.gaussian("x", 16);
            assertThat(numbers.at(x, 1)).isNotEqualTo(numbers.at(x, 0));
            assertThat(numbers.at(x, 2)).isNotEqualTo(numbers.at(x, 1));
        }
    }

    @Test
    void sidesHaveToSplitIntoPatches() {
        Support answer = dit(3, 1).supports(IMAGES);
        assertThat(answer)
                .isEqualTo(Support.no(
                        "samples of shape (1 x 4 x 4) do not split into patches of 3",
                        "Set network.patchSize to a divisor of 4, or resize the data."));
        assertThat(dit(2, 1).supports(NetworkSpec.of(Shape.of(1, 2, 2, 2)))).isInstanceOf(Support.No.class);
    }

    @Test
    void aSecondHeadHasItsOwnLastLayer() {
        Graph graph = NetworkBuilder.graphOf(
                dit(2, 1),
                IMAGES.with(List.of(
                        new Head("velocity", IMAGES.sample()),
                        new Head("score", IMAGES.sample()),
                        new Head("action", Shape.SCALAR))));
        assertThat(graph.outputs())
                .extracting(Value::shape)
                .containsExactly(Shape.batch(1, 4, 4), Shape.batch(1, 4, 4), Shape.batch());
        assertThat(List.of("velocity.weight", "score.weight", "action.weight"))
                .allMatch(name -> Numbers.hasParameter(graph, name));
    }

    @Test
    void hiddenSizeIsAMultipleOfFourAndOfTheHeads() {
        List<String> errors = new ArrayList<>();
        new Dit.Config(2, new Transformer(10, 1, 5, 4), TIME).check(new Collected(errors));
        new Dit.Config(2, new Transformer(12, 1, 5, 4), TIME).check(new Collected(errors));
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).startsWith("hiddenSize: 10 is not a multiple of 4;");
        assertThat(errors.get(1)).startsWith("hiddenSize: 12 is not a multiple of the 5 heads;");
    }
}
