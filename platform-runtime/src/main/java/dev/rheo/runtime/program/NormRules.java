package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Normalisations run on PyTorch's kernels, which return (y, mean, 1/deviation) forward and the cotangents of input, gain
 * and bias backward. The backward kernels are differentiated by their definition: with x̂ the normalised input and
 * h = g·gain, the input's cotangent is (h − mean(h) − x̂·mean(h x̂)) / deviation.
 */
final class NormRules {
    private static final String LAYER = "native_layer_norm";
    private static final String GROUP = "native_group_norm";

    private NormRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        rules.put(LAYER + "[0]", NormRules::layerBackward);
        rules.put(GROUP + "[0]", NormRules::groupBackward);
        for (Shaped kind : List.of(new Layer(), new Group())) {
            definitions.put(kind.kernel() + "[0]", (n, a) -> input(kind, a.node(n.value(0)), a));
            definitions.put(kind.kernel() + "[1]", (n, a) -> gain(kind, a.node(n.value(0)), a));
            definitions.put(kind.kernel() + "[2]", (n, a) -> bias(kind, a.node(n.value(0)), a));
        }
    }

    /** {@code layer_norm(x, width, gain, bias, epsilon)} on its kernel. */
    static Value layer(Node n, Algebra a) {
        return a.item(
                a.op(LAYER, n.out().shape(), n.args().toArray()), 0, n.out().shape());
    }

    /** {@code group_norm(x, groups, gain, bias, epsilon)} on its kernel. */
    static Value group(Node n, Algebra a) {
        Shape x = n.out().shape();
        long channels = x.at(1);
        Value kernel = a.op(
                GROUP,
                x,
                n.arg(0),
                n.arg(2),
                n.arg(3),
                Node.BatchSize.B,
                channels,
                x.size() / channels,
                n.arg(1),
                n.arg(4));
        return a.item(kernel, 0, x);
    }

    private static void layerBackward(Node n, Value g, Algebra a, Cotangents to) {
        Node kernel = a.node(n.value(0));
        Shape moments = g.shape().with(-1, 1);
        Value mean = a.item(kernel.out(), 1, moments);
        Value scale = a.item(kernel.out(), 2, moments);
        Object gain = kernel.arg(2);
        Object bias = kernel.arg(3);
        Value back = a.op(
                LAYER + "_backward",
                g.shape(),
                g,
                kernel.arg(0),
                kernel.arg(1),
                mean,
                scale,
                gain,
                bias,
                mask(gain, bias));
        give(kernel.arg(0), gain, bias, back, a, to);
    }

    private static void groupBackward(Node n, Value g, Algebra a, Cotangents to) {
        Node kernel = a.node(n.value(0));
        Shape moments = Shape.of(g.shape().at(0), kernel.number(6));
        Value mean = a.item(kernel.out(), 1, moments);
        Value scale = a.item(kernel.out(), 2, moments);
        Object gain = kernel.arg(1);
        Object bias = kernel.arg(2);
        Value back = a.op(
                GROUP + "_backward",
                g.shape(),
                g,
                kernel.arg(0),
                mean,
                scale,
                gain,
                kernel.arg(3),
                kernel.arg(4),
                kernel.arg(5),
                kernel.arg(6),
                mask(gain, bias));
        give(kernel.arg(0), gain, bias, back, a, to);
    }

    private static void give(
            @Nullable Object x, @Nullable Object gain, @Nullable Object bias, Value back, Algebra a, Cotangents to) {
        List<@Nullable Object> targets = Arrays.asList(x, gain, bias);
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Value target) {
                int index = i;
                to.give(target, () -> a.item(back, index, target.shape()));
            }
        }
    }

    private static Value input(Shaped kind, Node backward, Algebra a) {
        Value g = backward.value(0);
        Shape full = g.shape();
        Value h = a.reshape(kind.gained(a, g, kind.gain(backward)), kind.grouped(backward));
        Normal normal = normal(kind, backward, a);
        Value along = a.mul(normal.x(), a.mean(a.mul(h, normal.x()), true, -1));
        Value rest = a.sub(a.sub(h, a.mean(h, true, -1)), along);
        return a.reshape(a.mul(rest, normal.scale()), full);
    }

    private static Value gain(Shaped kind, Node backward, Algebra a) {
        Value g = backward.value(0);
        return kind.perChannel(a, a.mul(g, a.reshape(normal(kind, backward, a).x(), g.shape())));
    }

    private static Value bias(Shaped kind, Node backward, Algebra a) {
        return kind.perChannel(a, backward.value(0));
    }

    private static Normal normal(Shaped kind, Node backward, Algebra a) {
        Value x = a.reshape(backward.value(1), kind.grouped(backward));
        Value centred = a.sub(x, a.mean(x, true, -1));
        Value scale = a.rsqrt(a.add(a.mean(a.square(centred), true, -1), kind.epsilon(backward, a)));
        return new Normal(a.mul(centred, scale), scale);
    }

    /** The normalised input and one over its deviation. */
    private record Normal(Value x, Value scale) {}

    /** What differs between the two: which elements share a mean, and which a gain. */
    private interface Shaped {
        String kernel();

        /** A shape whose last axis is normalised over. */
        Shape grouped(Node backward);

        @Nullable
        Object gain(Node backward);

        Value gained(Algebra a, Value g, @Nullable Object gain);

        Value perChannel(Algebra a, Value x);

        double epsilon(Node backward, Algebra a);
    }

    private record Layer() implements Shaped {
        @Override
        public String kernel() {
            return LAYER + "_backward";
        }

        @Override
        public Shape grouped(Node backward) {
            return backward.out().shape();
        }

        @Override
        public @Nullable Object gain(Node backward) {
            return backward.arg(5);
        }

        @Override
        public Value gained(Algebra a, Value g, @Nullable Object gain) {
            return gain instanceof Value v ? a.mul(g, v) : g;
        }

        @Override
        public Value perChannel(Algebra a, Value x) {
            return a.sumTo(x, Shape.of(x.shape().at(-1)));
        }

        @Override
        public double epsilon(Node backward, Algebra a) {
            return number(a.node(a.node(backward.value(3)).value(0)).arg(4));
        }
    }

    private record Group() implements Shaped {
        @Override
        public String kernel() {
            return GROUP + "_backward";
        }

        @Override
        public Shape grouped(Node backward) {
            Shape full = backward.out().shape();
            long groups = backward.number(8);
            return Shape.of(full.at(0), groups, full.size() / groups);
        }

        @Override
        public @Nullable Object gain(Node backward) {
            return backward.arg(4);
        }

        @Override
        public Value gained(Algebra a, Value g, @Nullable Object gain) {
            return gain instanceof Value v ? a.mul(g, a.reshape(v, channels(g.shape()))) : g;
        }

        @Override
        public Value perChannel(Algebra a, Value x) {
            return a.reshape(a.sumTo(x, channels(x.shape())), Shape.of(x.shape().at(1)));
        }

        @Override
        public double epsilon(Node backward, Algebra a) {
            return number(a.node(a.node(backward.value(2)).value(0)).arg(7));
        }

        private static Shape channels(Shape full) {
            long[] dims = new long[full.rank() - 1];
            Arrays.fill(dims, 1);
            dims[0] = full.at(1);
            return Shape.of(dims);
        }
    }

    private static List<Boolean> mask(@Nullable Object gain, @Nullable Object bias) {
        return List.of(true, gain != null, bias != null);
    }

    private static double number(@Nullable Object arg) {
        return ((Number) Objects.requireNonNull(arg)).doubleValue();
    }
}
