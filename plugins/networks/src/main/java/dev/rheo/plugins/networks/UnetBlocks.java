package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import java.util.List;
import java.util.function.UnaryOperator;

/** The pieces of a {@link Unet}. */
final class UnetBlocks {
    private static final int MOST_GROUPS = 32;
    private static final int CHANNELS_IN_GROUP = 4;

    private final NetworkBuilder net;
    private final Unet.Config config;
    private final Value condition;

    /** @param condition (B x any), after its nonlinearity */
    UnetBlocks(NetworkBuilder net, Unet.Config config, Value condition) {
        this.net = net;
        this.config = config;
        this.condition = condition;
    }

    /** Groups of a normalisation: 32, fewer where a group would have less than four channels or they do not divide. */
    static int groups(Value x) {
        long channels = x.shape().at(1);
        int groups = (int) Math.max(1, Math.min(MOST_GROUPS, channels / CHANNELS_IN_GROUP));
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }

    /** A residual block, with an attention behind it where asked for. */
    Value block(String name, Value x, long channels, boolean attention) {
        return net.in(name, () -> {
            Value h = residual(x, channels, UnaryOperator.identity());
            return attention ? attention(h) : h;
        });
    }

    /** Half the size, rounded up. */
    Value shrink(String name, Value x) {
        long channels = x.shape().at(1);
        return config.resblockUpdown()
                ? net.in(name, () -> residual(x, channels, half -> net.avgPool(half, 2)))
                : net.conv2d(name, x, channels, 3, 2);
    }

    /** Twice the size, cut to {@code height} and {@code width}. */
    Value grow(String name, Value x, long height, long width) {
        long channels = x.shape().at(1);
        return config.resblockUpdown()
                ? net.in(name, () -> residual(x, channels, half -> twice(half, height, width)))
                : net.conv2d(name, twice(x, height, width), channels, 3, 1);
    }

    private Value twice(Value x, long height, long width) {
        return net.narrow(net.narrow(net.upsampleNearest(x, 2), 2, 0, height), 3, 0, width);
    }

    private Value residual(Value x, long channels, UnaryOperator<Value> resample) {
        Value normal = net.silu(net.groupNorm("norm1", x, groups(x)));
        Value h = net.conv2d("conv1", resample.apply(normal), channels, 3, 1);
        Value inner = net.silu(conditioned(h, channels));
        Value update = net.conv2d("conv2", inner, channels, 3, 1, 1, Init.ZERO, Init.ZERO);
        Value base = resample.apply(x);
        return sum(x.shape().at(1) == channels ? base : net.conv2d("skip", base, channels, 1, 1), update);
    }

    /** The second normalisation with time and label in it. */
    private Value conditioned(Value h, long channels) {
        if (!config.useScaleShiftNorm()) {
            Value shift = net.reshape(net.linear("condition", condition, channels), Shape.batch(channels, 1, 1));
            return normal(net.add(h, shift));
        }
        Value both = net.reshape(net.linear("condition", condition, 2 * channels), Shape.batch(2 * channels, 1, 1));
        List<Value> parts = net.chunk(both, 1, 2);
        return net.add(net.mul(normal(h), net.add(parts.get(0), 1)), parts.get(1));
    }

    private Value normal(Value h) {
        return net.groupNorm("norm2", h, groups(h));
    }

    private Value attention(Value x) {
        return net.in("attention", () -> {
            long channels = x.shape().at(1);
            long pixels = x.shape().at(2) * x.shape().at(3);
            Value flat = net.reshape(net.groupNorm("norm", x, groups(x)), Shape.batch(channels, pixels));
            Value mixed = Attention.self(net, "mix", net.transpose(flat, 1, 2), config.numHeads(), Init.ZERO);
            return sum(x, net.reshape(net.transpose(mixed, 1, 2), x.shape()));
        });
    }

    private Value sum(Value x, Value update) {
        Value sum = net.add(x, update);
        return config.skipRescale() ? net.mul(sum, Math.sqrt(0.5)) : sum;
    }
}
