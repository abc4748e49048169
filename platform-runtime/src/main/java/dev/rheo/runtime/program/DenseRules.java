package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Map;
import java.util.stream.IntStream;

/** Matrix products, attention and tables. */
final class DenseRules {
    private DenseRules() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("linear", (n, g, a, to) -> {
            to.give(n.arg(0), () -> a.matmul(g, n.value(1)));
            to.give(n.arg(1), () -> flatProduct(a, g, n.value(0)));
            to.give(n.arg(2), () -> a.sum(g, allButLast(g)));
        });
        rules.put("matmul", (n, g, a, to) -> {
            Value x = n.value(0);
            Value y = n.value(1);
            boolean oneMatrix = y.shape().rank() == 2;
            Value dense = oneMatrix ? g : a.contiguous(g);
            to.give(x, () -> a.matmul(dense, a.transpose(y, -1, -2)));
            to.give(y, () -> oneMatrix ? flatProduct(a, x, g) : a.matmul(a.transpose(x, -1, -2), dense));
        });
        rules.put("flat_product", (n, g, a, to) -> flatFactors(n.value(0), n.value(1), g, a, to));
        rules.put("add_flat_product", (n, g, a, to) -> {
            to.give(n.arg(0), () -> g);
            flatFactors(n.value(1), n.value(2), g, a, to);
        });
        rules.put(
                "embedding",
                (n, g, a, to) -> to.give(n.arg(0), () -> {
                    Shape table = n.value(0).shape();
                    return a.op("embedding_dense_backward", table, g, n.arg(1), table.at(0), -1L, false);
                }));
        rules.put("embedding_dense_backward", (n, g, a, to) -> to.give(n.arg(0), () -> a.embedding(g, n.value(1))));
    }

    private static void flatFactors(Value p, Value q, Value g, Algebra a, Cotangents to) {
        to.give(p, () -> a.matmul(q, a.transpose(g, 0, 1)));
        to.give(q, () -> a.matmul(p, g));
    }

    /** softmax(q/√width kᵀ) v. Batch products copy what is not row-major, here once for both directions. */
    static Value attention(Node node, Algebra a) {
        Value q = a.contiguous(node.value(0));
        Value k = a.contiguous(node.value(1));
        Value v = a.contiguous(node.value(2));
        Value scaled = a.div(q, Math.sqrt(q.shape().at(-1)));
        return a.matmul(a.softmax(a.matmul(scaled, a.transpose(k, -1, -2)), -1), v);
    }

    /** Σ pᵢ qⱼ over all leading axes: (… x i), (… x j) to (i x j). */
    private static Value flatProduct(Algebra a, Value p, Value q) {
        long rows = p.shape().at(-1);
        long columns = q.shape().at(-1);
        return a.op("flat_product", Shape.of(rows, columns), p, q);
    }

    private static int[] allButLast(Value g) {
        return IntStream.range(0, g.shape().rank() - 1).toArray();
    }
}
