package dev.rheo.api.graph;

import java.util.List;

/** Counts the dense work of one node per sample. */
final class Flops {
    private Flops() {}

    static long of(Node node) {
        Shape out = node.out().shape();
        if (node.kind() != Node.Kind.OP
                || node.inputs().stream().noneMatch(v -> v.shape().hasBatch())) {
            return 0;
        }
        return switch (node.name()) {
            case "linear" -> 2 * out.size() * node.value(1).shape().at(1);
            case "matmul", "mm", "bmm" -> matmul(node.value(0).shape(), out);
            case "conv2d" -> 2 * out.size() * node.value(1).shape().without(0).size();
            case "conv2d_input", "conv2d_weight" ->
                2
                        * node.value(node.name().equals("conv2d_input") ? 0 : 1)
                                .shape()
                                .size()
                        * kernel(node);
            case "scaled_dot_product_attention" ->
                4 * node.value(0).shape().size() * node.value(1).shape().at(-2);
            case TorchModule.CALL, DjlBlock.CALL ->
                // Of fully connected layers; kernels and attention use a parameter more often than once.
                2
                        * node.inputs().stream()
                                .map(Value::shape)
                                .filter(shape -> !shape.hasBatch())
                                .mapToLong(Shape::size)
                                .sum();
            default -> 0;
        };
    }

    private static long matmul(Shape left, Shape out) {
        return 2 * out.size() * (left.at(-1) == Shape.BATCH ? 1 : left.at(-1));
    }

    private static long kernel(Node node) {
        Shape weight = node.name().equals("conv2d_input")
                ? node.value(1).shape()
                : node.out().shape();
        return List.of(1, 2, 3).stream().mapToLong(weight::at).reduce(1, (p, q) -> p * q);
    }
}
