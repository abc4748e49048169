package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fixed tensors of a script. They are made once, when the program is loaded, and handed to every method. */
final class Constants {
    private final Map<List<Object>, Integer> places = new LinkedHashMap<>();
    private final Precision precision;

    Constants(Precision precision) {
        this.precision = precision;
    }

    /** The place of a constant node in the list {@code C}. */
    int place(Node node) {
        return places.computeIfAbsent(List.copyOf(node.args()), key -> places.size());
    }

    /** The tensors in the order of their places. */
    List<FixedTensor> tensors() {
        return places.keySet().stream()
                .map(args -> new FixedTensor(
                        Arrays.stream(((Shape) args.get(0)).dims()).boxed().toList(),
                        ((List<?>) args.get(1))
                                .stream()
                                        .mapToDouble(number -> ((Number) number).doubleValue())
                                        .toArray(),
                        precision))
                .toList();
    }

    /** A method that makes the list. */
    String method() {
        String body = places.isEmpty()
                ? "annotate(List[Tensor], [])"
                : places.keySet().stream().map(this::tensor).collect(Collectors.joining(", ", "[", "]"));
        return "def constants(self) -> List[Tensor]:\n  return " + body + "\n";
    }

    private String tensor(List<Object> args) {
        Shape shape = (Shape) args.get(0);
        String numbers = ((List<?>) args.get(1)).stream().map(this::number).collect(Collectors.joining(", "));
        if (shape.rank() == 0) {
            return numbers;
        }
        String vector = "torch.stack([" + numbers + "])";
        return shape.rank() == 1 ? vector : "torch.reshape(" + vector + ", " + Dialect.sizes(shape) + ")";
    }

    /** {@code torch.tensor} would round to float32 on the way. */
    private String number(Object value) {
        return "torch.full(" + Dialect.sizes(Shape.SCALAR) + ", " + value + ", dtype=" + precision.code() + ")";
    }
}
