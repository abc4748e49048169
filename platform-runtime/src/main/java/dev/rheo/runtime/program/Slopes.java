package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the slope of f = x·s, s = sigmoid(x), as f + s (1 − f) where a program has both anyway: half the work. */
final class Slopes {
    private Slopes() {}

    /** @param from without network calls and derivatives */
    static Graph shared(Graph from) {
        Set<Value> known = arguments(from, "silu");
        known.retainAll(arguments(from, "sigmoid"));
        GraphBuilder to = new GraphBuilder();
        GraphCopy copy = new GraphCopy(from, to);
        for (Node node : from.nodes()) {
            if (isSlope(from, node) && known.contains(node.value(1))) {
                Value x = copy.get(node.value(1));
                Value f = to.silu(x);
                copy.put(node.out(), to.op("lerp", x.shape(), f, to.constant(1), to.sigmoid(x)));
            } else {
                copy.copy(node);
            }
        }
        return to.build(copy.all(from.outputs()));
    }

    private static Set<Value> arguments(Graph graph, String operation) {
        Set<Value> arguments = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (isOp(node, operation)) {
                arguments.add(node.value(0));
            }
        }
        return arguments;
    }

    /** Whether this is the fused kernel of slope and cotangent, with ones for the cotangent. */
    private static boolean isSlope(Graph graph, Node node) {
        if (!isOp(node, "silu_backward") || !isOp(graph.node(node.value(0)), "expand")) {
            return false;
        }
        Node one = graph.node(graph.node(node.value(0)).value(0));
        return one.kind() == Node.Kind.CONSTANT && List.of(1.0).equals(one.arg(1));
    }

    private static boolean isOp(Node node, String name) {
        return node.kind() == Node.Kind.OP && node.name().equals(name);
    }
}
