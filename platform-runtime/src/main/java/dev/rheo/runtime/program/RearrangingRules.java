package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Operations that move elements: their derivative moves them back. */
final class RearrangingRules {
    private RearrangingRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put(
                "reshape",
                (n, g, a, to) -> to.give(n.arg(0), () -> a.reshape(g, n.value(0).shape())));
        rules.put("unsqueeze", (n, g, a, to) -> to.give(n.arg(0), () -> a.squeeze(g, (int) n.number(1))));
        rules.put("squeeze", (n, g, a, to) -> to.give(n.arg(0), () -> a.unsqueeze(g, (int) n.number(1))));
        rules.put("contiguous", (n, g, a, to) -> to.give(n.arg(0), () -> g));
        rules.put("expand", (n, g, a, to) -> to.give(n.arg(0), () -> g));
        rules.put("permute", (n, g, a, to) -> to.give(n.arg(0), () -> moved(a, g, inverse(n.numbers(1)))));
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

    /** A product's transpose is the product of the transposes, which needs no copy. */
    private static Value moved(Algebra a, Value g, int[] order) {
        Node node = a.node(g);
        boolean product = node.kind() == Node.Kind.OP && node.name().equals("matmul");
        return product && swapsLast(order)
                ? a.matmul(a.transpose(node.value(1), -1, -2), a.transpose(node.value(0), -1, -2))
                : a.permute(g, order);
    }

    private static boolean swapsLast(int[] order) {
        int last = order.length - 1;
        boolean rest = IntStream.range(0, last - 1).allMatch(i -> order[i] == i);
        return rest && order[last] == last - 1 && order[last - 1] == last;
    }

    private static int[] inverse(long[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[(int) order[i]] = i;
        }
        return inverse;
    }
}
