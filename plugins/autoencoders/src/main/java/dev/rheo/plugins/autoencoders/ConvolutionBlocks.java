package dev.rheo.plugins.autoencoders;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import java.util.List;

/** The two halves of a convolutional autoencoder: residual blocks of group norm, SiLU and 3 x 3 convolutions. */
final class ConvolutionBlocks {
    private static final int MOST_GROUPS = 32;
    private static final int CHANNELS_IN_GROUP = 4;

    private final NetworkBuilder net;

    ConvolutionBlocks(NetworkBuilder net) {
        this.net = net;
    }

    /** From a picture to its smallest level, with {@code out} channels there. */
    Value down(Value x, List<Integer> channels, int blocks, long out) {
        Value h = net.conv2d("in", x, channels.get(0), 3, 1);
        for (int level = 0; level < channels.size(); level++) {
            for (int i = 0; i < blocks; i++) {
                h = residual("down" + level + "." + i, h, channels.get(level));
            }
            if (level + 1 < channels.size()) {
                h = net.conv2d("shrink" + level, h, channels.get(level), 3, 2);
            }
        }
        return last(residual("middle", h, channels.get(channels.size() - 1)), out);
    }

    /** The way back, to {@code out} channels of full size. */
    Value up(Value z, List<Integer> channels, int blocks, long out) {
        int top = channels.size() - 1;
        Value h = residual("middle", net.conv2d("in", z, channels.get(top), 3, 1), channels.get(top));
        for (int level = top; level >= 0; level--) {
            for (int i = 0; i < blocks; i++) {
                h = residual("up" + level + "." + i, h, channels.get(level));
            }
            if (level > 0) {
                h = net.conv2d("grow" + level, net.upsampleNearest(h, 2), channels.get(level), 3, 1);
            }
        }
        return last(h, out);
    }

    private Value last(Value h, long out) {
        return net.conv2d("out", normal("norm", h), out, 3, 1);
    }

    private Value residual(String name, Value x, long channels) {
        return net.in(name, () -> {
            Value h = net.conv2d("conv1", normal("norm1", x), channels, 3, 1);
            Value update = net.conv2d("conv2", normal("norm2", h), channels, 3, 1, 1, Init.ZERO, Init.ZERO);
            Value base = x.shape().at(1) == channels ? x : net.conv2d("skip", x, channels, 1, 1);
            return net.add(base, update);
        });
    }

    private Value normal(String name, Value x) {
        return net.silu(net.groupNorm(name, x, groups(x.shape().at(1))));
    }

    /** 32, fewer where a group would have less than four channels or they do not divide. */
    private static int groups(long channels) {
        int groups = (int) Math.max(1, Math.min(MOST_GROUPS, channels / CHANNELS_IN_GROUP));
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }
}
