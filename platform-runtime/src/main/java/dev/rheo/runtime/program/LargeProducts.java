package dev.rheo.runtime.program;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products with large weights by oneDNN instead of MKL. On processors that are not Intel's, the MKL inside PyTorch uses
 * kernels without AVX-512, which take twice as long; on Intel's both are alike. A call of oneDNN costs some microseconds more,
 * so products whose weight has no long side stay where they are. The rule looks at the graph alone: equal programs are equal text.
 */
final class LargeProducts {
    private static final long SHORTEST_SIDE = 128;
    private static final String REST = ", \"none\", annotate(List[Optional[number]], []), None)";

    private LargeProducts() {}

    /** oneDNN is part of every PyTorch for x86-64, but not of all others. */
    static boolean available() {
        return System.getProperty("os.arch", "").equals("amd64");
    }

    /** The product of node {@code linear}, {@code matmul} or {@code flat_product}, or null if it is not for oneDNN. */
    static @Nullable String of(Node node, Graph graph) {
        boolean floats = node.inputs().stream().allMatch(v -> v.dtype() == Dtype.FLOAT);
        if (!floats) {
            return null;
        }
        return switch (node.name()) {
            case "linear" ->
                isLarge(node.value(1)) && isParameter(node.value(1), graph)
                        ? product(Dialect.arg(node.arg(0)), Dialect.arg(node.arg(1)), Dialect.arg(node.arg(2)))
                        : null;
            case "matmul" ->
                isLarge(node.value(1)) && isParameter(node.value(1), graph)
                        ? product(Dialect.arg(node.arg(0)), "torch.t(" + Dialect.arg(node.arg(1)) + ")", "None")
                        : null;
            case "flat_product" ->
                isLarge(node.out())
                        ? product(
                                "torch.t(" + Dialect.rows(node.value(0)) + ")",
                                "torch.t(torch.contiguous(" + Dialect.rows(node.value(1)) + "))",
                                "None")
                        : null;
            default -> null;
        };
    }

    /** x wᵀ + b. */
    private static String product(String x, String w, String b) {
        return "ops.mkldnn._linear_pointwise(" + x + ", " + w + ", " + b + REST;
    }

    private static boolean isLarge(Value matrix) {
        return matrix.shape().rank() == 2
                && !matrix.shape().hasBatch()
                && Math.max(matrix.shape().at(0), matrix.shape().at(1)) >= SHORTEST_SIDE;
    }

    /** oneDNN reads a weight where it lies: parameters and their transposes lie in a way that it knows. */
    private static boolean isParameter(Value value, Graph graph) {
        Node node = graph.node(value);
        return node.kind() == Node.Kind.PARAMETER
                || node.kind() == Node.Kind.OP
                        && node.name().equals("permute")
                        && graph.node(node.value(0)).kind() == Node.Kind.PARAMETER;
    }
}
