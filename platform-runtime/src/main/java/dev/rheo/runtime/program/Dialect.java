package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How one operation is written in TorchScript: the aten function of its name, but for a few. */
final class Dialect {
    private final Precision precision;
    private final Kernels kernels;
    private final boolean largeProducts;

    Dialect(Precision precision, Kernels kernels) {
        this.precision = precision;
        this.kernels = kernels;
        this.largeProducts = kernels == Kernels.FASTEST && precision == Precision.FLOAT32 && LargeProducts.available();
    }

    /** @param graph the node's */
    String expression(Node node, Graph graph) {
        String product = largeProducts ? LargeProducts.of(node, graph) : null;
        return product != null ? product : expression(node);
    }

    private String expression(Node node) {
        return switch (node.name()) {
            case "as_float" -> "torch.to(" + arg(node.arg(0)) + ", " + precision.code() + ")";
            case "as_float64" -> "torch.to(" + arg(node.arg(0)) + ", " + Precision.FLOAT64.code() + ")";
            case "gelu", "gelu_backward" -> call(node.name(), node.args(), "approximate=\"tanh\"");
            case "matmul" -> call(isPlain(node) ? "mm" : "matmul", node.args(), "");
            case "flat_product" -> flatProduct(node);
            case "item" -> arg(node.arg(0)) + "[" + node.number(1) + "]";
            case "native_group_norm", "native_group_norm_backward" -> contiguous(node);
            case "scaled_dot_product_attention" ->
                kernels == Kernels.PORTABLE ? attention(node) : call(node.name(), node.args(), "");
            case "conv2d_input" -> transposed(node);
            case "conv2d_weight" ->
                "torch.convolution_backward(" + arg(node.arg(1)) + ", " + arg(node.arg(0)) + ", "
                        + arg(node.arg(2)) + ", None, " + arg(node.arg(3)) + ", " + arg(node.arg(4))
                        + ", [1, 1], False, [0, 0], 1, [False, True, False])[1]";
            default -> call(node.name(), node.args(), "");
        };
    }

    static String name(Value value) {
        return "v" + value.id();
    }

    /** A list of sizes, the batch size under the name {@code B}. */
    static String sizes(Shape shape) {
        return shape.rank() == 0
                ? "annotate(List[int], [])"
                : LongStream.of(shape.dims())
                        .mapToObj(d -> d == Shape.BATCH ? "B" : Long.toString(d))
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    static String arg(@Nullable Object arg) {
        if (arg == null) {
            return "None";
        } else if (arg instanceof Value value) {
            return name(value);
        } else if (arg instanceof Shape shape) {
            return sizes(shape);
        } else if (arg instanceof List<?> list) {
            return list.stream().map(Dialect::arg).collect(Collectors.joining(", ", "[", "]"));
        } else if (arg instanceof Boolean bool) {
            return bool ? "True" : "False";
        } else if (arg instanceof String text) {
            return '"' + text + '"';
        }
        return arg.toString();
    }

    private static String call(String function, List<?> args, String keyword) {
        String positional = args.stream().map(Dialect::arg).collect(Collectors.joining(", "));
        return "torch." + function + "(" + positional + (keyword.isEmpty() ? "" : ", " + keyword) + ")";
    }

    /** The group norm kernels read tensors of the image's shape as plain memory. */
    private static String contiguous(Node node) {
        Shape full = node.out().shape();
        return node.args().stream()
                .map(arg -> arg instanceof Value v && v.shape().equals(full)
                        ? "torch.contiguous(" + name(v) + ")"
                        : arg(arg))
                .collect(Collectors.joining(", ", "torch." + node.name() + "(", ")"));
    }

    private static boolean isPlain(Node product) {
        return product.inputs().stream().allMatch(v -> v.shape().rank() == 2);
    }

    private static String flatProduct(Node node) {
        return "torch.mm(torch.t(" + rows(node.value(0)) + "), " + rows(node.value(1)) + ")";
    }

    static String rows(Value x) {
        return x.shape().rank() == 2
                ? name(x)
                : "torch.reshape(" + name(x) + ", [-1, " + x.shape().at(-1) + "])";
    }

    /** softmax(q kᵀ / √width) v. */
    private static String attention(Node node) {
        String scores = "torch.matmul(" + arg(node.arg(0)) + ", torch.transpose(" + arg(node.arg(1)) + ", -1, -2))";
        double root = Math.sqrt(node.value(0).shape().at(-1));
        return "torch.matmul(torch.softmax(torch.div(" + scores + ", " + root + "), -1), " + arg(node.arg(2)) + ")";
    }

    /** The image's cotangent: a transposed convolution whose output padding restores what the stride rounded off. */
    private static String transposed(Node node) {
        Shape g = node.value(0).shape();
        Shape w = node.value(1).shape();
        long[] stride = node.numbers(3);
        long[] padding = node.numbers(4);
        String rest = IntStream.range(0, 2)
                .mapToObj(i -> Long.toString(
                        node.out().shape().at(2 + i) - ((g.at(2 + i) - 1) * stride[i] - 2 * padding[i] + w.at(2 + i))))
                .collect(Collectors.joining(", ", "[", "]"));
        return "torch.conv_transpose2d(" + arg(node.arg(0)) + ", " + arg(node.arg(1)) + ", None, " + arg(node.arg(3))
                + ", " + arg(node.arg(4)) + ", " + rest + ")";
    }
}
