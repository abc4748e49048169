package dev.rheo.runtime.program;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Node;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does once what several calls of a network do alike; see {@link Stacks}. The rows of k minibatches lie one after another:
 * the batch dimension of such a value stands for k minibatches, {@code rows} cuts some out of it, and products tell k as
 * their last argument. Sums over neighbouring minibatches become one sum. The result can be printed, but not
 * differentiated.
 */
final class Stacking {
    private final Stacks stacks;
    private final GraphBuilder to = new GraphBuilder();
    private final GraphCopy copy;
    private final Map<Value, Integer> sizes = new HashMap<>();
    private final Map<Value, Span> spans = new HashMap<>();
    private final Map<Value, List<Span>> sums = new HashMap<>();

    private Stacking(Graph from, Stacks stacks) {
        this.stacks = stacks;
        this.copy = new GraphCopy(from, to);
    }

    /** @param from without network calls and derivatives */
    static Graph of(Graph from) {
        Stacks stacks = Stacks.of(from);
        return stacks.isEmpty() ? from : new Stacking(from, stacks).written(from);
    }

    /** Minibatches {@code [start, start + count)} of a stack. */
    private record Span(Value of, int start, int count) {
        boolean meets(Span other) {
            return of == other.of && (start + count == other.start || other.start + other.count == start);
        }

        Span with(Span other) {
            return new Span(of, Math.min(start, other.start), count + other.count);
        }
    }

    private Graph written(Graph from) {
        for (List<Node> unit : stacks.inOrder()) {
            if (unit.size() > 1) {
                stack(unit);
            } else {
                single(unit.get(0));
            }
        }
        return to.build(copy.all(from.outputs()));
    }

    private void stack(List<Node> members) {
        Node first = members.get(0);
        List<@Nullable Object> args = new ArrayList<>();
        for (int i = 0; i < first.args().size(); i++) {
            boolean batch = first.arg(i) instanceof Value value && value.shape().hasBatch();
            args.add(batch ? joined(members, i) : copy.argument(first.arg(i)));
        }
        if (Stacks.isProduct(first)) {
            args.add((long) members.size());
        }
        Value all = to.op(first.name(), first.out().shape(), args.toArray(new @Nullable Object[0]));
        name(all, members.stream().map(Node::out).toList());
    }

    /** An argument of all members: part of a stack, or several values copied into one. */
    private Value joined(List<Node> members, int arg) {
        Value first = members.get(0).value(arg);
        if (stacks.of(first) != null) {
            Span span = spans.get(copy.get(first));
            return span == null ? copy.get(first) : rows(new Span(span.of, span.start, members.size()));
        }
        List<Value> parts = members.stream().map(m -> m.value(arg)).toList();
        Value all = to.op("cat", first.shape(), copy.all(parts), 0L);
        sizes.put(all, parts.size());
        for (int i = 0; i < parts.size(); i++) {
            spans.putIfAbsent(copy.get(parts.get(i)), new Span(all, i, 1));
        }
        return all;
    }

    private void name(Value all, List<Value> members) {
        sizes.put(all, members.size());
        for (int i = 0; i < members.size(); i++) {
            Value part = rows(new Span(all, i, 1));
            spans.put(part, new Span(all, i, 1));
            copy.put(members.get(i), part);
        }
    }

    private Value rows(Span span) {
        boolean whole = Integer.valueOf(span.count).equals(sizes.get(span.of));
        return whole ? span.of : to.op("rows", span.of.shape(), span.of, (long) span.start, (long) span.count);
    }

    private void single(Node node) {
        Value sum = summed(node);
        if (sum == null) {
            copy.copy(node);
        } else {
            copy.put(node.out(), sum);
        }
    }

    /** Sums over the minibatch and sums of such, over neighbouring minibatches at once; null for anything else. */
    private @Nullable Value summed(Node node) {
        if (node.kind() != Node.Kind.OP) {
            return null;
        }
        return switch (node.name()) {
            case "sum" -> overBatch(node) ? sum(node, List.of(node.value(0)), null) : null;
            case "flat_product" -> sum(node, List.of(node.value(0), node.value(1)), null);
            case "add_flat_product" -> sum(node, List.of(node.value(1), node.value(2)), node.value(0));
            case "add" -> added(node);
            default -> null;
        };
    }

    private static boolean overBatch(Node node) {
        return Arrays.equals(node.numbers(1), new long[] {0}) && Boolean.FALSE.equals(node.arg(2));
    }

    private @Nullable Value sum(Node node, List<Value> factors, @Nullable Value other) {
        List<Span> here = new ArrayList<>();
        for (Value factor : factors) {
            Span span = spans.get(copy.get(factor));
            if (span == null) {
                return null;
            }
            here.add(span);
        }
        List<Span> before = other == null ? null : sums.get(copy.get(other));
        if (other != null && before == null) {
            return null;
        }
        List<Span> all = before == null ? here : union(before, here);
        return all == null ? null : total(node.out().shape(), all);
    }

    private @Nullable Value added(Node node) {
        if (!(node.arg(0) instanceof Value x && node.arg(1) instanceof Value y)) {
            return null;
        }
        List<Span> left = sums.get(copy.get(x));
        List<Span> right = sums.get(copy.get(y));
        List<Span> all = left == null || right == null ? null : union(left, right);
        return all == null ? null : total(node.out().shape(), all);
    }

    private static @Nullable List<Span> union(List<Span> left, List<Span> right) {
        List<Span> all = new ArrayList<>();
        boolean fits = left.size() == right.size();
        for (int i = 0; fits && i < left.size(); i++) {
            fits = left.get(i).meets(right.get(i))
                    && left.get(i).start < right.get(i).start == left.get(0).start < right.get(0).start;
            all.add(left.get(i).with(right.get(i)));
        }
        return fits ? all : null;
    }

    private Value total(Shape shape, List<Span> of) {
        Value sum = of.size() == 1
                ? to.op("sum", shape, rows(of.get(0)), List.of(0L), false)
                : to.op("flat_product", shape, rows(of.get(0)), rows(of.get(1)));
        sums.put(sum, of);
        return sum;
    }
}
