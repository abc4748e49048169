package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How one operation is written in TorchScript: the aten function of its name, but for a few. */
final class Dialect {
    private static final Set<String> INTO = Set.of("flat_product", "add_flat_product", "sum", "add", "mul");

    private final Precision precision;
    private final boolean portable;
    private final long small;

    /**
     * @param portable whether to do with what PyTorch 1.13 has, and without {@link Kernels}
     * @param small multiplications per sample below which a product does not ask the kernels
     */
    Dialect(Precision precision, boolean portable, long small) {
        this.precision = precision;
        this.portable = portable;
        this.small = small;
    }

    /** As {@link #expression(Node)}, written into a tensor that is there already; null if the operation cannot do that. */
    @Nullable
    String expression(Node node, String target) {
        String call = expression(node);
        boolean able = INTO.contains(node.name()) && call.startsWith("torch.");
        return able ? call.substring(0, call.length() - 1) + ", out=" + target + ")" : null;
    }

    String expression(Node node) {
        return switch (node.name()) {
            case "as_float" -> "torch.to(" + arg(node.arg(0)) + ", " + precision.code() + ")";
            case "as_float64" -> "torch.to(" + arg(node.arg(0)) + ", " + Precision.FLOAT64.code() + ")";
            case "gelu", "gelu_backward" -> call(node.name(), node.args(), "approximate=\"tanh\"");
            case "linear" ->
                large(node.value(0), minibatches(node, 3) * node.out().shape().at(-1))
                        ? method("linear", Arrays.asList(node.arg(0), node.arg(1), node.arg(2)))
                        : call("linear", Arrays.asList(node.arg(0), node.arg(1), node.arg(2)), "");
            case "matmul" -> product(node);
            case "flat_product" -> flatProduct(node, 0, "mm", "");
            case "add_flat_product" -> flatProduct(node, 1, "addmm", arg(node.arg(0)) + ", ");
            case "rows" ->
                "torch.narrow(" + arg(node.arg(0)) + ", 0, " + node.number(1) + " * B, " + node.number(2) + " * B)";
            case "item" -> arg(node.arg(0)) + "[" + node.number(1) + "]";
            case "native_group_norm", "native_group_norm_backward" -> contiguous(node);
            case "scaled_dot_product_attention" -> portable ? attention(node) : call(node.name(), node.args(), "");
            case "conv2d_input" -> transposed(node);
            case "conv2d_weight" -> backward(node, "None") + "[False, True, False])[1]";
            case "conv2d_parameters" -> backward(node, arg(node.arg(5))) + "[False, True, True])";
            case "softmax_backward" -> call("_softmax_backward_data", node.args(), Integer.toString(precision.code()));
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

    private String product(Node node) {
        Value w = node.value(1);
        List<Value> factors = List.of(node.value(0), w);
        if (w.shape().rank() == 2
                && large(node.value(0), minibatches(node, 2) * w.shape().at(1))) {
            return method("product", factors);
        }
        boolean plain = factors.stream().allMatch(v -> v.shape().rank() == 2);
        return call(plain ? "mm" : "matmul", factors, "");
    }

    /** How many minibatches a product is of: one, unless {@link Stacking} says otherwise. */
    private static long minibatches(Node node, int index) {
        return node.arg(index) == null ? 1 : node.number(index);
    }

    private String flatProduct(Node node, int first, String function, String sum) {
        Value p = node.value(first);
        Value q = node.value(first + 1);
        if (!large(p, node.out().shape().at(-1))) {
            return "torch." + function + "(" + sum + "torch.t(" + rows(p) + "), " + rows(q) + ")";
        }
        String product = method("flat_product", List.of(p, q));
        return sum.isEmpty() ? product : "torch.add(" + sum + product + ")";
    }

    /** Whether the kernels are asked: a product of every element of {@code x} with this many columns. */
    private boolean large(Value x, long columns) {
        return !portable && (columns < 0 || x.shape().size() * columns >= small);
    }

    private static String method(String name, List<?> args) {
        return args.stream().map(Dialect::arg).collect(Collectors.joining(", ", "self." + name + "(", ")"));
    }

    private static String rows(Value x) {
        return x.shape().rank() == 2
                ? name(x)
                : "torch.reshape(" + name(x) + ", [-1, " + x.shape().at(-1) + "])";
    }

    private static String backward(Node node, String bias) {
        return "torch.convolution_backward(" + arg(node.arg(1)) + ", " + arg(node.arg(0)) + ", " + arg(node.arg(2))
                + ", " + bias + ", " + arg(node.arg(3)) + ", " + arg(node.arg(4)) + ", [1, 1], False, [0, 0], 1, ";
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
