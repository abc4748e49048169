package dev.rheo.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a graph.
 *
 * @param name the name of an input or parameter, or the operation (an aten function unless the compiler knows better)
 * @param args in the operation's order: {@link Value}, {@link Shape} (a list of sizes), {@link BatchSize}, {@code Number},
 *     {@code Boolean}, {@link TorchModule}, {@link DjlBlock}, {@code null} (none), or a list of these
 */
public record Node(Kind kind, String name, List<@Nullable Object> args, Value out) {
    /** What a node stands for. */
    public enum Kind {
        /** A named input. */
        INPUT,
        /** A named parameter, part of the flat vector θ. */
        PARAMETER,
        /** A tensor of fixed numbers; its argument is their list, row-major. */
        CONSTANT,
        /** A pure operation. */
        OP,
        /** A head of the trained network: its name; the arguments are x, t, labels (or none), the head's position, and conditions and tokens if any. */
        NETWORK,
        /** d sum(arg 0) / d arg 1. */
        GRADIENT
    }

    /** The batch size as an argument. */
    public enum BatchSize {
        B
    }

    public Node {
        args = Collections.unmodifiableList(new ArrayList<>(args));
    }

    /** The argument at {@code index}, or null where the call has fewer. */
    public @Nullable Object arg(int index) {
        return index < args.size() ? args.get(index) : null;
    }

    /** The argument at {@code index} as a value. */
    public Value value(int index) {
        if (arg(index) instanceof Value value) {
            return value;
        }
        throw new IllegalStateException("Argument " + index + " of " + name + " is not a value.");
    }

    /** The argument at {@code index} as a whole number. */
    public long number(int index) {
        if (arg(index) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("Argument " + index + " of " + name + " is not a number.");
    }

    /** The argument at {@code index} as whole numbers. */
    public long[] numbers(int index) {
        if (arg(index) instanceof List<?> list) {
            return list.stream().mapToLong(e -> ((Number) e).longValue()).toArray();
        }
        throw new IllegalStateException("Argument " + index + " of " + name + " is not a list.");
    }

    /**
     * What a call of the network passes to it, in the order of the network's inputs.
     *
     * @throws IllegalStateException if this is no such call
     */
    public List<Value> networkArguments() {
        if (kind != Kind.NETWORK) {
            throw new IllegalStateException(name + " is not a call of the network.");
        }
        return inputs();
    }

    /** Every value among the arguments, those inside lists included, in order. */
    public List<Value> inputs() {
        List<Value> values = new ArrayList<>();
        collect(args, values);
        return values;
    }

    private static void collect(List<?> from, List<Value> into) {
        for (Object element : from) {
            if (element instanceof Value value) {
                into.add(value);
            } else if (element instanceof List<?> list) {
                collect(list, into);
            }
        }
    }

    /** The whole numbers as an argument list. */
    public static List<Long> list(long... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
