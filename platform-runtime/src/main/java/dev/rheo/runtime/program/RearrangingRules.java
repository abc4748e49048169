package dev.rheo.runtime.program;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Operations that move elements: their derivative moves them back. */
final class RearrangingRules {
    private RearrangingRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put(
                "reshape",
                (n, g, a, to) -> to.give(n.arg(0), () -> a.reshape(g, n.value(0).shape())));
        rules.put("unsqueeze", (n, g, a, to) -> to.give(n.arg(0), () -> a.squeeze(g, (int) n.number(1))));
        rules.put("squeeze", (n, g, a, to) -> to.give(n.arg(0), () -> a.unsqueeze(g, (int) n.number(1))));
        rules.put("expand", (n, g, a, to) -> to.give(n.arg(0), () -> g));
        rules.put("permute", (n, g, a, to) -> to.give(n.arg(0), () -> a.permute(g, inverse(n.numbers(1)))));
        rules.put("cat", (n, g, a, to) -> {
            int axis = (int) n.number(1);
            long start = 0;
            for (Object part : (List<?>) Objects.requireNonNull(n.arg(0))) {
                long from = start;
                long length = ((Value) part).shape().at(axis);
                to.give(part, () -> a.narrow(g, axis, from, length));
                start += length;
            }
        });
        cuts(rules);
    }

    private static void cuts(Map<String, Rule> rules) {
        rules.put(
                "narrow",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Shape shape = n.value(0).shape();
                    long end = n.number(2) + n.number(3);
                    return a.op("slice_backward", shape, g, shape, n.arg(1), n.arg(2), end, 1L);
                }));
        rules.put(
                "slice_backward",
                (n, g, a, to) -> to.give(
                        n.arg(0), () -> a.narrow(g, (int) n.number(2), n.number(3), n.number(4) - n.number(3))));
        rules.put(
                "select",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Shape shape = n.value(0).shape();
                    return a.op("select_backward", shape, g, shape, n.arg(1), n.arg(2));
                }));
        rules.put(
                "select_backward",
                (n, g, a, to) -> to.give(n.arg(0), () -> a.select(g, (int) n.number(2), n.number(3))));
    }

    private static int[] inverse(long[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[(int) order[i]] = i;
        }
        return inverse;
    }
}
