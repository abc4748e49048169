package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Down through {@code channelMult.size()} levels of half the size each, two blocks around an attention in the middle, and
 * up again, every block reading what its counterpart on the way down has left (Ho et al. 2020, appendix B). A block's
 * second convolution and the last of the network start at zero, so the network begins as the zero field.
 *
 * <p>A side that does not halve is rounded up on the way down and cut to size on the way up.
 */
@RheoComponent(
        name = "unet",
        summary =
                "A U-Net of residual blocks with group norm, time and label in every block, and self-attention, for images.",
        source = "Ho et al. 2020; Dhariwal, Nichol 2021 (ADM); Song et al. 2021 (DDPM++, NCSN++)")
public final class Unet implements NetworkArchitecture {
    /** Options. */
    public record Config(
            @Option(value = "Channels of the first level.", defaultsTo = "32", min = 4, max = 4096)
            int modelChannels,

            @Option(
                    value = "Channels of each level, as multiples of modelChannels; as many levels as numbers.",
                    defaultsTo = "[1, 2, 2]",
                    min = 1,
                    max = 8)
            List<Integer> channelMult,

            @Option(value = "Residual blocks of each level on the way down.", defaultsTo = "2", min = 1, max = 64)
            int numResBlocks,

            @Option(
                    value = "Self-attention at levels whose longer side is one of these numbers of pixels; the middle"
                            + " has one in any case.",
                    defaultsTo = "[8, 16]",
                    max = 16)
            List<Integer> attentionResolutions,

            @Option(value = "Heads of an attention; divides the channels of every level.", defaultsTo = "4", min = 1)
            int numHeads,

            @Option(
                    value = "Whether time and label scale and shift a block's second normalisation, or are added before"
                            + " it.",
                    defaultsTo = "true",
                    source = "Dhariwal, Nichol 2021, 3 (adaptive group normalisation)")
            boolean useScaleShiftNorm,

            @Option(
                    value = "Whether residual blocks change the size (by averages and by repeating pixels), or"
                            + " convolutions.",
                    defaultsTo = "false",
                    source = "Brock et al. 2019; Song et al. 2021 (DDPM++)")
            boolean resblockUpdown,

            @Option(
                    value = "Whether sums of a block and its input are divided by the root of 2.",
                    defaultsTo = "false",
                    source = "Karras et al. 2020; Song et al. 2021, appendix H (DDPM++, NCSN++)")
            boolean skipRescale,

            @Option(
                    value =
                            "Whether the output is divided by sigma(t), which falls from sigmaMax at t = 0 to sigmaMin at"
                                    + " t = 1 in equal ratios: for scores on the path ve with the same two numbers.",
                    defaultsTo = "false",
                    source = "Song, Ermon 2020, technique 3; Song et al. 2021 (NCSN++)")
            boolean scaleBySigma,

            @Option(value = "Smallest sigma of scaleBySigma.", defaultsTo = "0.01", min = 0, above = true)
            double sigmaMin,

            @Option(value = "Largest sigma of scaleBySigma.", defaultsTo = "50", min = 0, above = true)
            double sigmaMax,

            @Inline TimeEmbedding time)
            implements ComponentConfig {
        public Config {
            channelMult = List.copyOf(channelMult);
            attentionResolutions = List.copyOf(attentionResolutions);
        }

        @Override
        public Traits traits() {
            return Traits.of(TraitNames.NETWORK_SMOOTH);
        }

        @Override
        public void check(Problems problems) {
            time.check(problems);
            if (scaleBySigma && sigmaMin >= sigmaMax) {
                problems.error(
                        "sigmaMin",
                        "sigma would not fall from " + sigmaMax + " to " + sigmaMin,
                        "choose it below sigmaMax; the path ve has both numbers");
            }
            for (int multiple : channelMult) {
                if (multiple < 1) {
                    problems.error(
                            "channelMult",
                            "a level of " + multiple + " times " + modelChannels + " channels has none",
                            "give whole numbers from 1 on");
                } else if (modelChannels * multiple % numHeads != 0) {
                    problems.error(
                            "numHeads",
                            "the " + modelChannels * multiple + " channels of a level do not split into " + numHeads
                                    + " heads",
                            "choose a divisor, or another modelChannels");
                }
            }
        }

        /** Channels of a level. */
        long channels(int level) {
            return (long) modelChannels * channelMult.get(level);
        }
    }

    private final Config config;

    @Inject
    public Unet(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        if (spec.sample().rank() != 3) {
            return Support.no(
                    "a U-Net needs images (channels x height x width), not samples of shape " + spec.sample(),
                    "Give the data an image's shape, such as shape: [1, 8, 8], or choose residual-mlp or dit.");
        }
        UnetSizes sizes = UnetSizes.of(spec.sample(), config.channelMult.size());
        Support resampled = sizes.support(config.resblockUpdown);
        return resampled instanceof Support.No ? resampled : Heads.support(spec);
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        UnetSizes sizes = UnetSizes.of(spec.sample(), config.channelMult.size());
        Value condition = Conditioning.vector(spec, net, config.time, 4L * config.modelChannels, 1);
        UnetBlocks blocks = new UnetBlocks(net, config, condition);
        Deque<Value> skips = new ArrayDeque<>();
        Value h = net.conv2d("in", net.x(), config.channels(0), 3, 1);
        skips.push(h);
        int last = config.channelMult.size() - 1;
        for (int level = 0; level <= last; level++) {
            for (int i = 0; i < config.numResBlocks; i++) {
                h = blocks.block("down" + level + "." + i, h, config.channels(level), attends(sizes, level));
                skips.push(h);
            }
            if (level < last) {
                h = blocks.shrink("shrink" + level, h);
                skips.push(h);
            }
        }
        h = blocks.block("middle0", h, config.channels(last), true);
        h = blocks.block("middle1", h, config.channels(last), false);
        for (int level = last; level >= 0; level--) {
            for (int i = 0; i <= config.numResBlocks; i++) {
                Value joined = net.cat(1, h, skips.pop());
                h = blocks.block("up" + level + "." + i, joined, config.channels(level), attends(sizes, level));
            }
            h = level > 0 ? blocks.grow("grow" + level, h, sizes.height(level - 1), sizes.width(level - 1)) : h;
        }
        Value features = net.silu(net.groupNorm("norm", h, UnetBlocks.groups(h)));
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            Value out = Heads.ofImage(net, head, features);
            heads.add(config.scaleBySigma ? net.mul(out, inverseSigma(net, out.shape())) : out);
        }
        return heads;
    }

    /** One over sigmaMax (sigmaMin / sigmaMax)^t, with axes of length 1 behind the batch. */
    private Value inverseSigma(NetworkBuilder net, Shape like) {
        double ratio = Math.log(config.sigmaMax / config.sigmaMin);
        Value inverse = net.mul(net.exp(net.mul(net.t(), ratio)), 1 / config.sigmaMax);
        long[] ones = new long[like.rank() - 1];
        Arrays.fill(ones, 1);
        return net.reshape(inverse, Shape.batch(ones));
    }

    private boolean attends(UnetSizes sizes, int level) {
        return config.attentionResolutions.contains((int) Math.max(sizes.height(level), sizes.width(level)));
    }
}
