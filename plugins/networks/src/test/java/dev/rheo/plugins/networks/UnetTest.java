package dev.rheo.plugins.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnetTest {
    private static final TimeEmbedding TIME = new TimeEmbedding(Kind.SINUSOIDAL, 8, 2);
    private static final NetworkSpec DIGITS = NetworkSpec.of(Shape.of(1, 8, 8));

    private static Unet.Config config(List<Integer> channelMult, List<Integer> attention) {
        return new Unet.Config(4, channelMult, 1, attention, 2, true, false, false, false, 0.01, 50, TIME);
    }

    private static Unet unet(Integer... channelMult) {
        return new Unet(config(List.of(channelMult), List.of()));
    }

    private static Unet resampling(Integer... channelMult) {
        return new Unet(
                new Unet.Config(4, List.of(channelMult), 1, List.of(), 2, true, true, false, false, 0.01, 50, TIME));
    }

    private static String refusal(Unet unet, NetworkSpec spec) {
        return unet.supports(spec) instanceof Support.No no ? no.why() + " / " + no.remedy() : "none";
    }

    /** Ho et al. 2020, appendix B: 35.7 million. */
    @Test
    void withTheOptionsOfDdpmOnCifarItHasAsManyParameters() {
        Unet.Config ddpm = new Unet.Config(
                128,
                List.of(1, 2, 2, 2),
                2,
                List.of(16),
                1,
                false,
                false,
                false,
                false,
                0.01,
                50,
                new TimeEmbedding(Kind.SINUSOIDAL, 128, 2));
        Graph graph = NetworkBuilder.graphOf(new Unet(ddpm), NetworkSpec.of(Shape.of(3, 32, 32)));
        assertThat(graph.parameterCount()).isEqualTo(35_746_307);
    }

    @Test
    void everyLevelHasTheChannelsAndBlocksAskedFor() {
        Unet.Config config =
                new Unet.Config(4, List.of(1, 2, 3), 2, List.of(), 2, true, false, false, false, 0.01, 50, TIME);
        Graph graph = NetworkBuilder.graphOf(new Unet(config), DIGITS);
        List<String> kernels = graph.parameters().stream()
                .filter(p -> p.name().endsWith("conv2.weight"))
                .map(p -> p.name().split("\\.conv2")[0] + " " + p.shape().at(0))
                .toList();
        assertThat(kernels)
                .containsExactly(
                        "down0.0 4",
                        "down0.1 4",
                        "down1.0 8",
                        "down1.1 8",
                        "down2.0 12",
                        "down2.1 12",
                        "middle0 12",
                        "middle1 12",
                        "up2.0 12",
                        "up2.1 12",
                        "up2.2 12",
                        "up1.0 8",
                        "up1.1 8",
                        "up1.2 8",
                        "up0.0 4",
                        "up0.1 4",
                        "up0.2 4");
    }

    @Test
    void attentionIsAtTheResolutionsNamedAndInTheMiddle() {
        Graph graph = NetworkBuilder.graphOf(new Unet(config(List.of(1, 2), List.of(4))), DIGITS);
        assertThat(Numbers.hasParameter(graph, "down1.0.attention.")).isTrue();
        assertThat(Numbers.hasParameter(graph, "up1.1.attention.")).isTrue();
        assertThat(Numbers.hasParameter(graph, "middle0.attention.")).isTrue();
        assertThat(Numbers.hasParameter(graph, "down0.0.attention.")).isFalse();
        assertThat(Numbers.hasParameter(graph, "middle1.attention.")).isFalse();
    }

    @Test
    void sidesThatDoNotHalveAreRoundedUpAndCutToSizeAgain() {
        NetworkSpec odd = NetworkSpec.of(Shape.of(1, 7, 5));
        assertThat(refusal(unet(1, 1, 1), odd)).isEqualTo("none");
        try (Numbers numbers = Numbers.moved(unet(1, 1, 1), odd)) {
            assertThat(numbers.at(Numbers.gaussian("x", 35))).hasSize(35);
        }
    }

    @Test
    void resamplingBlocksNeedEvenSides() {
        assertThat(refusal(resampling(1, 1, 1), NetworkSpec.of(Shape.of(1, 6, 6))))
                .isEqualTo("level 1 of the U-Net is 3 x 3 pixels, and averages of 2 x 2 pixels (resblockUpdown) need"
                        + " even sides / Set network.resblockUpdown to false, shorten network.channelMult, or resize the"
                        + " images.");
        assertThat(refusal(resampling(1, 1), NetworkSpec.of(Shape.of(1, 6, 6)))).isEqualTo("none");
    }

    @Test
    void morePixelsAreNeededThanLevelsHalve() {
        assertThat(refusal(unet(1, 1, 1, 1, 1), DIGITS))
                .isEqualTo("level 3 of the U-Net is 1 x 1 pixels and cannot be halved"
                        + " / Shorten network.channelMult to at most 4 numbers.");
        assertThat(refusal(unet(1, 1, 1, 1), DIGITS)).isEqualTo("none");
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThat(refusal(unet(1), NetworkSpec.of(Shape.of(2))))
                .contains("needs images")
                .contains("shape: [1, 8, 8]");
    }

    @Test
    void headsOfOtherSizesAreRefused() {
        assertThat(refusal(unet(1), DIGITS.with(List.of(new Head("half", Shape.of(1, 4, 4))))))
                .contains("'half' of shape (1 x 4 x 4)");
    }

    @Test
    void aNumberPerSampleIsReadFromTheMeanOverThePixels() {
        Graph graph = NetworkBuilder.graphOf(unet(1), DIGITS.with(List.of(new Head("action", Shape.SCALAR))));
        assertThat(graph.outputs().get(0).shape()).isEqualTo(Shape.batch());
        assertThat(Numbers.hasParameter(graph, "action.weight")).isTrue();
    }

    @Test
    void labelsHaveARowEachAndOneForNone() {
        Graph graph = NetworkBuilder.graphOf(unet(1), DIGITS.with(Labels.classes(10, true)));
        assertThat(graph.parameters())
                .anySatisfy(p -> assertThat(p.name() + " " + p.shape()).isEqualTo("label.weight (11 x 16)"));
    }

    /** 12 convolutions lie one behind the other, so a pixel is seen 12 pixels around, and so is the border. */
    @Test
    void movesWithItsInputAwayFromTheBorder() {
        int side = 54;
        int middle = side / 2;
        try (Numbers numbers = Numbers.moved(unet(1), NetworkSpec.of(Shape.of(1, side, side)))) {
            double[] here = new double[side * side];
            here[middle * side + middle - 1] = 1;
            double[] moved = new double[side * side];
            moved[middle * side + middle] = 1;
            double[] before = numbers.at(here);
            double[] after = numbers.at(moved);
            for (int row = 13; row < side - 14; row++) {
                for (int column = 13; column < side - 14; column++) {
                    assertThat(after[row * side + column + 1]).isCloseTo(before[row * side + column], within(1e-10));
                }
            }
            assertThat(after[middle * side + middle]).isNotCloseTo(before[middle * side + middle], within(1e-6));
        }
    }

    @Test
    void everySumOfABlockAndItsInputIsRescaledWhereAskedFor() {
        Unet.Config rescaled =
                new Unet.Config(4, List.of(1), 1, List.of(), 2, true, false, true, false, 0.01, 50, TIME);
        assertThat(divisionsByRootTwo(unet(1))).isZero();
        int residual = 5;
        int attention = 1;
        assertThat(divisionsByRootTwo(new Unet(rescaled))).isEqualTo(residual + attention);
    }

    private static long divisionsByRootTwo(Unet unet) {
        return NetworkBuilder.graphOf(unet, DIGITS).nodes().stream()
                .filter(node -> node.name().equals("mul")
                        && Double.valueOf(Math.sqrt(0.5)).equals(node.arg(1)))
                .count();
    }

    @Test
    void theOutputIsDividedBySigmaWhereAskedFor() {
        Unet.Config divided = new Unet.Config(4, List.of(1), 1, List.of(), 2, true, false, false, true, 0.01, 50, TIME);
        NetworkSpec spec = NetworkSpec.of(Shape.of(1, 2, 2));
        double[] x = Numbers.gaussian("x", 4);
        double sigma = 50 * Math.pow(0.01 / 50, 0.3);
        try (Numbers plain = Numbers.moved(unet(1), spec);
                Numbers other = Numbers.moved(new Unet(divided), spec)) {
            double[] expected = Arrays.stream(plain.at(x)).map(v -> v / sigma).toArray();
            assertThat(other.at(x)).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void sigmaHasToFall() {
        List<String> errors = new ArrayList<>();
        new Unet.Config(4, List.of(1), 1, List.of(), 2, true, false, false, true, 1, 1, TIME)
                .check(new Collected(errors));
        assertThat(errors).singleElement().asString().startsWith("sigmaMin: sigma would not fall from 1.0 to 1.0;");
    }

    @Test
    void headsHaveToDivideTheChannelsOfEveryLevel() {
        List<String> errors = new ArrayList<>();
        new Unet.Config(6, List.of(1, 2), 1, List.of(), 4, true, false, false, false, 0.01, 50, TIME)
                .check(new Collected(errors));
        assertThat(errors)
                .containsExactly("numHeads: the 6 channels of a level do not split into 4 heads;"
                        + " choose a divisor, or another modelChannels");
    }

    @Test
    void levelsWithoutChannelsAreAnError() {
        List<String> errors = new ArrayList<>();
        config(List.of(1, 0), List.of()).check(new Collected(errors));
        assertThat(errors).singleElement().asString().startsWith("channelMult: a level of 0 times 4 channels has none");
    }
}
