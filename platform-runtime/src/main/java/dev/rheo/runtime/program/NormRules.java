package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Normalisations, by their definition. */
final class NormRules {
    private NormRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        definitions.put(
                "layer_norm",
                (n, a) -> affine(
                        a,
                        normalise(a, n.value(0), number(n, 4)),
                        n.arg(2),
                        n.arg(3),
                        n.value(0)
                                .shape()
                                .slice(
                                        n.value(0).shape().rank() - 1,
                                        n.value(0).shape().rank())));
        definitions.put("group_norm", (n, a) -> {
            Shape full = n.value(0).shape();
            long groups = n.number(1);
            Value grouped = a.reshape(n.value(0), Shape.of(full.at(0), groups, full.size() / groups));
            Value normal = a.reshape(normalise(a, grouped, number(n, 4)), full);
            long[] channels = new long[full.rank() - 1];
            java.util.Arrays.fill(channels, 1);
            channels[0] = full.at(1);
            return affine(a, normal, n.arg(2), n.arg(3), Shape.of(channels));
        });
    }

    /** (x − mean) / √(variance + ε) over the last axis. */
    private static Value normalise(Algebra a, Value x, double epsilon) {
        Value centred = a.sub(x, a.mean(x, true, -1));
        Value variance = a.mean(a.square(centred), true, -1);
        return a.mul(centred, a.rsqrt(a.add(variance, epsilon)));
    }

    private static Value affine(Algebra a, Value x, @Nullable Object gain, @Nullable Object bias, Shape shape) {
        Value scaled = gain instanceof Value v ? a.mul(x, a.reshape(v, shape)) : x;
        return bias instanceof Value v ? a.add(scaled, a.reshape(v, shape)) : scaled;
    }

    private static double number(Node node, int arg) {
        return ((Number) Objects.requireNonNull(node.arg(arg))).doubleValue();
    }
}
