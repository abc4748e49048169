package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/** The networks that {@link NetworkStepBenchmark} times, on images of one channel. */
final class ImageNetworks {
    private static final int GROUPS = 8;

    private ImageNetworks() {}

    /**
     * Three levels of {@code channels} x 1, 2, 2; one residual block a level down, one up on the joined skip, two and an
     * attention in the middle.
     */
    static Graph unet(long size, long channels) {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(1, size, size)));
        Value time = net.linear("time.in", net.sinusoidal(net.t(), (int) channels, 10_000, 1000), 4 * channels);
        Value emb = net.silu(net.linear("time.out", net.silu(time), 4 * channels));
        long[] widths = {channels, 2 * channels, 2 * channels};
        List<Value> skips = new ArrayList<>();
        Value h = net.conv2d("in", net.x(), channels, 3, 1);
        for (int i = 0; i < widths.length; i++) {
            h = residual(net, "down" + i, h, emb, widths[i]);
            skips.add(h);
            h = i < widths.length - 1 ? net.conv2d("shrink" + i, h, widths[i], 3, 2) : h;
        }
        h = residual(net, "middle0", h, emb, 2 * channels);
        h = attention(net, "attention", h);
        h = residual(net, "middle1", h, emb, 2 * channels);
        for (int i = widths.length - 1; i >= 0; i--) {
            h = residual(net, "up" + i, net.cat(1, h, skips.get(i)), emb, widths[i]);
            h = i > 0 ? net.conv2d("grow" + i, net.upsampleNearest(h, 2), widths[i - 1], 3, 1) : h;
        }
        h = net.silu(net.groupNorm("norm", h, GROUPS));
        return net.build(List.of(net.conv2d("out", h, 1, 3, 1)));
    }

    /** A diffusion transformer with adaptive layer norm (Peebles and Xie 2023), GELU by tanh, patches of 4 x 4. */
    static Graph dit(long size, long width, int depth, int heads) {
        NetworkBuilder net = new NetworkBuilder(NetworkSpec.of(Shape.of(1, size, size)));
        long side = size / 4;
        Value patches = net.permute(net.reshape(net.x(), Shape.batch(side, 4, side, 4)), 0, 1, 3, 2, 4);
        Value position = net.parameter("position", Shape.of(side * side, width), new Init.Normal(0.02), false);
        Value h = net.add(net.linear("patch", net.reshape(patches, Shape.batch(side * side, 16)), width), position);
        Value time = net.silu(net.linear("time.in", net.sinusoidal(net.t(), 256, 10_000, 1000), width));
        Value condition = net.silu(net.linear("time.out", time, width));
        for (int i = 0; i < depth; i++) {
            Value in = h;
            h = net.in("block" + i, () -> block(net, in, condition, heads));
        }
        List<Value> m = net.chunk(net.unsqueeze(net.linear("modulation", condition, 2 * width), 1), 2, 2);
        Value out = net.linear("out", modulated(net, h, m.get(0), m.get(1)), 16);
        Value image = net.permute(net.reshape(out, Shape.batch(side, side, 4, 4)), 0, 1, 3, 2, 4);
        return net.build(List.of(net.reshape(image, net.x().shape())));
    }

    private static Value block(NetworkBuilder net, Value x, Value condition, int heads) {
        long width = x.shape().at(2);
        List<Value> m = net.chunk(net.unsqueeze(net.linear("modulation", condition, 6 * width), 1), 2, 6);
        Value normal = modulated(net, x, m.get(0), m.get(1));
        Value h = net.add(x, net.mul(net.attention("attention", normal, heads), m.get(2)));
        Value inner = net.gelu(net.linear("mlp.in", modulated(net, h, m.get(3), m.get(4)), 4 * width));
        return net.add(h, net.mul(net.linear("mlp.out", inner, width), m.get(5)));
    }

    private static Value modulated(NetworkBuilder net, Value x, Value shift, Value scale) {
        return net.add(net.mul(net.layerNorm(x, null, null, 1e-6), net.add(scale, 1)), shift);
    }

    private static Value residual(NetworkBuilder net, String name, Value x, Value emb, long channels) {
        return net.in(name, () -> {
            Value h = net.conv2d("conv1", net.silu(net.groupNorm("norm1", x, GROUPS)), channels, 3, 1);
            h = net.add(h, net.reshape(net.linear("time", emb, channels), Shape.batch(channels, 1, 1)));
            h = net.conv2d("conv2", net.silu(net.groupNorm("norm2", h, GROUPS)), channels, 3, 1);
            boolean same = x.shape().at(1) == channels;
            return net.add(same ? x : net.conv2d("skip", x, channels, 1, 1), h);
        });
    }

    private static Value attention(NetworkBuilder net, String name, Value x) {
        return net.in(name, () -> {
            long pixels = x.shape().at(2) * x.shape().at(3);
            Value flat = net.reshape(
                    net.groupNorm("norm", x, GROUPS), Shape.batch(x.shape().at(1), pixels));
            Value mixed = net.transpose(net.attention("mix", net.transpose(flat, 1, 2), 4), 1, 2);
            return net.add(x, net.reshape(mixed, x.shape()));
        });
    }
}
