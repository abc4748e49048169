package dev.rheo.api.graph;

import java.util.List;

/**
 * An immutable function from inputs and parameters to outputs; nodes are in an order in which they can be evaluated, and
 * the node at position i yields the value with number i.
 */
public record Graph(List<Node> nodes, List<Value> inputs, List<Parameter> parameters, List<Value> outputs) {
    public Graph {
        nodes = List.copyOf(nodes);
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    public Node node(Value value) {
        return nodes.get(value.id());
    }

    /** The name of an input or a parameter. */
    public String name(Value value) {
        return node(value).name();
    }

    public long parameterCount() {
        return parameters.stream().mapToLong(p -> p.shape().size()).sum();
    }

    /**
     * Floating-point operations of one evaluation per sample, a multiply-add counted as two: matrix products,
     * convolutions and attention. Elementwise work and whatever does not depend on the batch are left out.
     */
    public long flops() {
        return nodes.stream().mapToLong(Flops::of).sum();
    }
}
