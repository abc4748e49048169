package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import org.junit.jupiter.api.Test;

/** What {@code mm-dit} and {@code u-vit} do differently from {@code dit}. */
class TransformerVariantsTest {
    private static final TimeEmbedding TIME = new TimeEmbedding(Kind.SINUSOIDAL, 8, 2);
    private static final NetworkSpec IMAGES = NetworkSpec.of(Shape.of(1, 4, 4));
    private static final NetworkSpec LABELLED = IMAGES.with(Labels.classes(2, true));

    private static MmDit mmDit(int depth) {
        return new MmDit(new MmDit.Config(2, 3, false, new Transformer(8, depth, 2, 2), TIME));
    }

    private static Graph uvit(int depth) {
        return NetworkBuilder.graphOf(new Uvit(new Uvit.Config(2, new Transformer(8, depth, 2, 2), TIME)), LABELLED);
    }

    @Test
    void withoutLabelsThereIsNoSecondStream() {
        assertThat(mmDit(1).supports(IMAGES))
                .isEqualTo(
                        Support.no(
                                "its second stream is made of labels, conditions and tokens, and the data has none of them",
                                "Use data with some (options label, labels, conditions or tokens of the data set), or choose dit."));
    }

    @Test
    void bothStreamsOfABlockBeginAsTheIdentity() {
        double[] x = Numbers.gaussian("x", 16);
        double[] head = Numbers.gaussian("head", 4 * 8);
        try (Numbers one = new Numbers(mmDit(1), LABELLED, first -> {
                    first.put("out.weight", head);
                    return first;
                });
                Numbers three = new Numbers(mmDit(3), LABELLED, first -> {
                    first.put("out.weight", head);
                    return first;
                })) {
            assertThat(three.at(x, 1)).containsExactly(one.at(x, 1), within(1e-12));
        }
    }

    @Test
    void theContextReachesThePatchesThroughAttention() {
        double[] head = Numbers.gaussian("head", 4 * 8);
        try (Numbers numbers = new Numbers(mmDit(1), LABELLED, first -> {
            first.put("out.weight", head);
            first.put("label.weight", new double[3 * 8]); // the label in the condition; the context keeps its own
            first.put("block0.image.modulation.bias", Numbers.gaussian("gates", 6 * 8));
            return first;
        })) {
            double[] x = Numbers.gaussian("x", 16);
            assertThat(numbers.at(x, 1)).isNotEqualTo(numbers.at(x, 0));
        }
    }

    @Test
    void theLastBlockLeavesTheContextAlone() {
        Graph graph = NetworkBuilder.graphOf(mmDit(2), LABELLED);
        assertThat(Numbers.hasParameter(graph, "block0.context.mlp.")).isTrue();
        assertThat(Numbers.hasParameter(graph, "block1.context.mlp.")).isFalse();
        assertThat(Numbers.hasParameter(graph, "block1.context.out.")).isFalse();
        assertThat(graph.parameters()).anySatisfy(p -> assertThat(p.name() + " " + p.shape())
                .isEqualTo("block1.context.modulation.weight (16 x 8)"));
    }

    @Test
    void blocksOfTheSecondHalfReadThoseOfTheFirst() {
        for (int i = 0; i < 5; i++) {
            assertThat(Numbers.hasParameter(uvit(5), "block" + i + ".skip."))
                    .as("skip into block " + i + " of five")
                    .isEqualTo(i > 2);
            assertThat(i < 4 && Numbers.hasParameter(uvit(4), "block" + i + ".skip."))
                    .as("skip into block " + i + " of four")
                    .isEqualTo(i == 3);
        }
        assertThat(Numbers.hasParameter(uvit(2), "block1.skip.")).isFalse();
    }

    @Test
    void timeAndLabelAreTokens() {
        assertThat(uvit(1).parameters())
                .anySatisfy(p -> assertThat(p.name() + " " + p.shape()).isEqualTo("position (6 x 8)"));
    }
}
