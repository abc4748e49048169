package dev.rheo.runtime.engine;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import java.util.List;
import java.util.Objects;

/** A small U-Net and a small diffusion transformer, to prove that they can be written and differentiated. */
final class Architectures {
    private Architectures() {}

    /** One level down and up with a skip, time embedding, and attention at the bottom. */
    static NetworkDerivativesTest.Network unet() {
        NetworkSpec spec = NetworkSpec.of(Shape.of(1, 4, 4));
        NetworkBuilder net = new NetworkBuilder(spec);
        Value time = net.silu(net.linear("time", net.sinusoidal(net.t(), 4, 100, 10), 4));
        Value top = residual(net, "top", net.conv2d("in", net.x(), 4, 3, 1), time, 4);
        Value down = residual(net, "down", net.conv2d("shrink", top, 4, 3, 2), time, 4);
        Value tokens = net.transpose(net.reshape(down, Shape.batch(4, 4)), 1, 2);
        Value mixed = net.transpose(net.attention("attention", tokens, 2), 1, 2);
        Value bottom = net.add(down, net.reshape(mixed, down.shape()));
        Value pooled = net.upsampleNearest(net.avgPool(bottom, 2), 2);
        Value up = net.upsampleNearest(net.add(bottom, pooled), 2);
        Value joined = residual(net, "up", net.cat(1, up, top), time, 4);
        Value out = net.conv2d("out", net.silu(net.groupNorm("norm", joined, 2)), 1, 3, 1);
        return new NetworkDerivativesTest.Network("u-net", spec, net.build(List.of(out)));
    }

    /** One block with adaptive layer norm, attention and a GELU network, conditioned on time and label. */
    static NetworkDerivativesTest.Network transformer() {
        int width = 8;
        NetworkSpec spec = NetworkSpec.of(Shape.of(4, 3)).with(Labels.classes(3, false));
        NetworkBuilder net = new NetworkBuilder(spec);
        Value labels = Objects.requireNonNull(net.labels());
        Value condition = net.add(
                net.linear("time", net.fourier(net.t(), 4, 1), width), net.embedding("label", labels, 3, width));
        Value h = net.add(
                net.linear("in", net.x(), width),
                net.parameter("position", Shape.of(4, width), new Init.Normal(0.02), false));
        List<Value> m = net.chunk(net.unsqueeze(net.linear("modulation", net.silu(condition), 6L * width), 1), 2, 6);
        Value attended = net.in("block0", () -> {
            Value normal = modulated(net, h, m.get(0), m.get(1));
            return net.add(h, net.mul(net.attention("attention", normal, 2), m.get(2)));
        });
        Value normal = modulated(net, attended, m.get(3), m.get(4));
        Value inner = net.linear("mlp.out", net.gelu(net.linear("mlp.in", normal, 16)), width);
        Value mixed = net.add(attended, net.mul(inner, m.get(5)));
        Value out = net.linear("out", net.layerNorm("norm", mixed), 3);
        return new NetworkDerivativesTest.Network("transformer", spec, net.build(List.of(out)));
    }

    private static Value modulated(NetworkBuilder net, Value x, Value shift, Value scale) {
        return net.add(net.mul(net.layerNorm(x, null, null, 1e-6), net.add(scale, 1)), shift);
    }

    private static Value residual(NetworkBuilder net, String name, Value x, Value time, long channels) {
        return net.in(name, () -> {
            Value h = net.conv2d("conv1", net.silu(net.groupNorm("norm1", x, 2)), channels, 3, 1);
            Value shift = net.reshape(net.linear("time", time, channels), Shape.batch(channels, 1, 1));
            Value g = net.conv2d("conv2", net.silu(net.groupNorm("norm2", net.add(h, shift), 2)), channels, 3, 1);
            boolean same = x.shape().at(1) == channels;
            return net.add(same ? x : net.conv2d("skip", x, channels, 1, 1), g);
        });
    }
}
