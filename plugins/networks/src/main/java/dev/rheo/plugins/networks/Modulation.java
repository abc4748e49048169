package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import java.util.List;

/** Shifts, scales and gates of a block, linear in the condition and zero to begin with (Peebles and Xie 2023, 3.2). */
final class Modulation {
    private static final double EPSILON = 1e-6;

    private final List<Value> parts;

    private Modulation(List<Value> parts) {
        this.parts = parts;
    }

    /**
     * @param condition (B x any), after its nonlinearity
     * @param tokens of the stream that is modulated, (B x tokens x width)
     */
    static Modulation of(NetworkBuilder net, String name, Value condition, int count, Value tokens) {
        long width = tokens.shape().at(2);
        Value all = net.linear(name, condition, count * width, Init.ZERO, Init.ZERO);
        return new Modulation(net.chunk(net.reshape(all, Shape.batch(1, count * width)), 2, count));
    }

    /** (B x 1 x width). */
    Value part(int index) {
        return parts.get(index);
    }

    /** The stream normalised, scaled by one plus the part after {@code shift} and shifted by that. */
    Value apply(NetworkBuilder net, Value x, int shift) {
        Value normal = net.layerNorm(x, null, null, EPSILON);
        return net.add(net.mul(normal, net.add(part(shift + 1), 1)), part(shift));
    }
}
