package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Map;

/** Sums, means and softmax. */
final class ReductionRules {
    private ReductionRules() {}

    static void addTo(Map<String, Rule> rules, Map<String, Definition> definitions) {
        rules.put("sum", (n, g, a, to) -> to.give(n.arg(0), () -> spread(a, g, n)));
        rules.put("mean", (n, g, a, to) -> to.give(n.arg(0), () -> spread(a, perElement(a, g, n), n)));
        rules.put(
                "softmax",
                (n, g, a, to) -> to.give(n.arg(0), () -> a.op("softmax_backward", g.shape(), g, n.out(), n.arg(1))));
        definitions.put("softmax_backward", (n, a) -> {
            Value weighted = a.mul(n.value(0), n.value(1));
            Value total = a.sum(weighted, true, (int) n.number(2));
            return a.sub(weighted, a.mul(n.value(1), total));
        });
        rules.put(
                "log_softmax",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Value total = a.sum(g, true, (int) n.number(1));
                    return a.sub(g, a.mul(a.exp(n.out()), total));
                }));
        rules.put(
                "logsumexp",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    int axis = (int) n.numbers(1)[0];
                    return a.mul(a.unsqueeze(g, axis), a.softmax(n.value(0), axis));
                }));
    }

    private static Value spread(Algebra a, Value g, Node reduction) {
        Shape full = reduction.value(0).shape();
        Shape kept = full;
        for (long axis : reduction.numbers(1)) {
            kept = kept.with((int) axis, 1);
        }
        return a.expand(a.reshape(g, kept), full);
    }

    private static Value perElement(Algebra a, Value g, Node mean) {
        Shape full = mean.value(0).shape();
        double count = 1;
        boolean overBatch = false;
        for (long axis : mean.numbers(1)) {
            long dim = full.at((int) axis);
            overBatch |= dim == Shape.BATCH;
            count *= dim == Shape.BATCH ? 1 : dim;
        }
        Value scaled = a.div(g, count);
        return overBatch ? a.divByBatch(scaled) : scaled;
    }
}
