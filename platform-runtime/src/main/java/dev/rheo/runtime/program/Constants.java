package dev.rheo.runtime.program;

import dev.rheo.api.graph.Node;
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

    /** A method that makes the list. */
    String method() {
        String body = places.isEmpty()
                ? "annotate(List[Tensor], [])"
                : places.keySet().stream().map(this::tensor).collect(Collectors.joining(", ", "[", "]"));
        return "def constants(self) -> List[Tensor]:\n  return " + body + "\n";
    }

    private String tensor(List<Object> args) {
        dev.rheo.api.graph.Shape shape = (dev.rheo.api.graph.Shape) args.get(0);
        List<?> numbers = (List<?>) args.get(1);
        String values = shape.rank() == 0 ? numbers.get(0).toString() : numbers.toString();
        String tensor = "torch.tensor(" + values + ", dtype=" + precision.code() + ")";
        return shape.rank() > 1 ? "torch.reshape(" + tensor + ", " + Dialect.sizes(shape) + ")" : tensor;
    }
}
