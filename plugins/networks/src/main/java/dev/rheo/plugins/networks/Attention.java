package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;

/** Multi-head attention in the pieces that architectures put together differently (Vaswani et al. 2017, 3.2.2). */
final class Attention {
    private static final double EPSILON = 1e-6;

    private Attention() {}

    /** Queries, keys and values of one stream, each (B x heads x tokens x width / heads). */
    record Projected(Value q, Value k, Value v) {
        /** The tokens of this stream, then those of another. */
        Projected and(NetworkBuilder net, Projected other) {
            return new Projected(net.cat(2, q, other.q), net.cat(2, k, other.k), net.cat(2, v, other.v));
        }

        /** Queries and keys divided by their root mean square, with a gain that begins at 1 (Zhang, Sennrich 2019). */
        Projected normalised(NetworkBuilder net) {
            return new Projected(rms(net, "query", q), rms(net, "key", k), v);
        }

        private static Value rms(NetworkBuilder net, String name, Value x) {
            Value scale = net.rsqrt(net.add(net.mean(net.square(x), true, -1), EPSILON));
            Value gain = net.parameter(name + ".gain", Shape.of(x.shape().at(-1)), Init.ONE);
            return net.mul(net.mul(x, scale), gain);
        }
    }

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
