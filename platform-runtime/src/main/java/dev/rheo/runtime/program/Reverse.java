package dev.rheo.runtime.program;

import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Value;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Reverse-mode differentiation inside a graph under construction. Derivatives are ordinary nodes of the same graph, so
 * they can be differentiated again.
 */
public final class Reverse {
    private final Algebra algebra;
    private final Rules rules;

    public Reverse(GraphBuilder graph, Rules rules) {
        this.algebra = new Algebra(graph);
        this.rules = rules;
    }

    /**
     * As {@link #gradient}, written for being differentiated itself.
     *
     * @throws NoDerivativeException if an operation on the way has no rule
     */
    Value inner(Value of, Value wrt) {
        algebra.again(true);
        Value gradient = gradient(of, List.of(wrt)).get(0);
        algebra.again(false);
        return gradient;
    }

    /**
     * d sum(of) / d wrt for each of {@code wrt}; zeros where nothing depends.
     *
     * @throws NoDerivativeException if an operation on the way has no rule
     */
    public List<Value> gradient(Value of, List<Value> wrt) {
        Value seed = algebra.expand(algebra.constant(1), of.shape());
        Cotangents cotangents = pass(of, seed, wrt, false);
        return wrt.stream()
                .map(w -> {
                    Value g = cotangents.of(w.id());
                    return g == null ? algebra.expand(algebra.constant(0), w.shape()) : g;
                })
                .toList();
    }

    /**
     * Passes cotangents back from {@code of}.
     *
     * @param partial whether the values of {@code wrt} are independent variables even where one was computed from another
     */
    private Cotangents pass(Value of, Value seed, List<Value> wrt, boolean partial) {
        BitSet sources = new BitSet();
        wrt.forEach(w -> sources.set(w.id()));
        BitSet needed = needed(of, sources, partial);
        Cotangents cotangents = new Cotangents(algebra, needed);
        cotangents.give(of, () -> seed);
        for (int id = of.id(); id >= 0; id = needed.previousSetBit(id - 1)) {
            Value g = cotangents.of(id);
            if (g != null && !(partial && sources.get(id))) {
                pass(algebra.node(id), g, cotangents);
            }
        }
        return cotangents;
    }

    private void pass(Node node, Value g, Cotangents to) {
        if (node.kind() != Node.Kind.OP) {
            return;
        }
        Node producer = producer(node);
        String operation = producer == node ? node.name() : producer.name() + "[" + node.number(1) + "]";
        Definition definition = rules.definition(operation);
        if (definition == null) {
            rules.rule(operation).pass(node, g, algebra, to);
            return;
        }
        List<Value> arguments = producer.inputs().stream().distinct().toList();
        Cotangents inner = pass(algebra.expanded(definition, node, arguments), g, arguments, true);
        for (Value argument : arguments) {
            Value cotangent = inner.of(argument.id());
            if (cotangent != null) {
                to.give(argument, () -> cotangent);
            }
        }
    }

    /** The operation that computes: the one behind an item of several results. */
    private Node producer(Node node) {
        return node.name().equals("item") ? algebra.node(node.value(0)) : node;
    }

    /** The nodes that lie between {@code sources} and {@code of}, both included. */
    private BitSet needed(Value of, BitSet sources, boolean partial) {
        BitSet reached = new BitSet();
        Deque<Value> open = new ArrayDeque<>(List.of(of));
        while (!open.isEmpty()) {
            int id = open.removeLast().id();
            if (!reached.get(id)) {
                reached.set(id);
                if (!(partial && sources.get(id))) {
                    open.addAll(algebra.node(id).inputs());
                }
            }
        }
        BitSet needed = new BitSet();
        for (int id = reached.nextSetBit(0); id >= 0; id = reached.nextSetBit(id + 1)) {
            boolean behind = algebra.node(id).inputs().stream().anyMatch(v -> needed.get(v.id()));
            needed.set(id, sources.get(id) || behind);
        }
        return needed;
    }
}
