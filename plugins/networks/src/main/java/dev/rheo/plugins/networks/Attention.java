package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;

/** Multi-head attention in the pieces that architectures put together differently (Vaswani et al. 2017, 3.2.2). */
final class Attention {
    private Attention() {}

    /** Queries, keys and values of one stream, each (B x heads x tokens x width / heads). */
    record Projected(Value q, Value k, Value v) {}

    /**
     * One projection to all three, xavier uniform, bias 0.
     *
     * @param x (B x tokens x width), width a multiple of {@code heads}
     */
    static Projected project(NetworkBuilder net, String name, Value x, int heads) {
        long tokens = x.shape().at(1);
        long width = x.shape().at(2);
        Value qkv = net.linear(name, x, 3 * width, Init.xavierUniform(width, 3 * width, 1), Init.ZERO);
        Value split = net.permute(net.reshape(qkv, Shape.batch(tokens, 3, heads, width / heads)), 2, 0, 3, 1, 4);
        return new Projected(net.select(split, 0, 0), net.select(split, 0, 1), net.select(split, 0, 2));
    }

    /** All tokens look at all others; heads side by side again: (B x tokens x width). */
    static Value mix(NetworkBuilder net, Projected of) {
        Value mixed = net.transpose(net.scaledDotProductAttention(of.q, of.k, of.v), 1, 2);
        Shape shape = mixed.shape();
        return net.reshape(mixed, Shape.batch(shape.at(1), shape.at(2) * shape.at(3)));
    }

    /**
     * Self-attention.
     *
     * @param out initial weight of the last projection; its bias begins at 0
     */
    static Value self(NetworkBuilder net, String name, Value x, int heads, Init out) {
        return net.in(
                name,
                () -> net.linear(
                        "out",
                        mix(net, project(net, "qkv", x, heads)),
                        x.shape().at(2),
                        out,
                        Init.ZERO));
    }
}
