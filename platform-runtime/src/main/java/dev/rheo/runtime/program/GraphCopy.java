package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Parameter;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies nodes of one graph into another that is being written. */
final class GraphCopy {
    private final Map<Value, Value> copies = new HashMap<>();
    private final GraphBuilder to;

    /** Inputs and parameters are copied at once, so that they keep their order. */
    GraphCopy(Graph from, GraphBuilder to) {
        this.to = to;
        for (Parameter p : from.parameters()) {
            copies.put(p.value(), to.parameter(p.name(), p.shape(), p.init(), p.decayed()));
        }
        for (Value input : from.inputs()) {
            copies.put(input, to.input(new InputSpec(from.name(input), input.shape(), input.dtype())));
        }
    }

    boolean has(Value original) {
        return copies.containsKey(original);
    }

    void put(Value original, Value copy) {
        copies.put(original, copy);
    }

    Value get(Value original) {
        Value value = copies.get(original);
        if (value == null) {
            throw new IllegalStateException("Nothing is known about " + original + ".");
        }
        return value;
    }

    List<Value> all(List<Value> originals) {
        return originals.stream().map(this::get).toList();
    }

    /** The node as it is, on copies of its arguments; they have to be there. */
    void copy(Node node) {
        if (!has(node.out())) {
            copies.put(node.out(), written(node));
        }
    }

    /** An argument with copies in place of its values. */
    @Nullable
    Object argument(@Nullable Object arg) {
        if (arg instanceof Value value) {
            return get(value);
        }
        if (arg instanceof List<?> list) {
            List<@Nullable Object> mapped = new ArrayList<>();
            list.forEach(e -> mapped.add(argument(e)));
            return mapped;
        }
        return arg;
    }

    private Value written(Node node) {
        return switch (node.kind()) {
            case CONSTANT ->
                to.constant(
                        node.out().shape(),
                        ((List<?>) node.args().get(1))
                                .stream().mapToDouble(d -> (Double) d).toArray());
            case OP ->
                to.typed(
                        node.out().dtype(),
                        node.name(),
                        node.out().shape(),
                        node.args().stream().map(this::argument).toArray());
            case INPUT, PARAMETER, NETWORK, GRADIENT ->
                throw new IllegalStateException("A resolved graph has no node " + node.kind() + " of its own.");
        };
    }
}
