package dev.rheo.api.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sums, means and what is normalised by them. */
interface Reductions extends Rearranging, Elementwise {
    /** The sum of everything. */
    default Value sum(Value x) {
        return sum(x, false, all(x));
    }

    /** The sum over axes, which go. */
    default Value sum(Value x, int... axes) {
        return sum(x, false, axes);
    }

    /** The sum over axes. */
    default Value sum(Value x, boolean keepAxes, int... axes) {
        return reduce("sum", x, keepAxes, axes);
    }

    /** The mean of everything, the batch included. */
    default Value mean(Value x) {
        return mean(x, false, all(x));
    }

    /** The mean over axes, which go. */
    default Value mean(Value x, int... axes) {
        return mean(x, false, axes);
    }

    /** The mean over axes. */
    default Value mean(Value x, boolean keepAxes, int... axes) {
        return reduce("mean", x, keepAxes, axes);
    }

    /** exp(x) divided by its sum along an axis. */
    default Value softmax(Value x, int axis) {
        return op("softmax", x.shape(), x, x.shape().axis(axis));
    }

    /** log of softmax, computed without overflow. */
    default Value logSoftmax(Value x, int axis) {
        return op("log_softmax", x.shape(), x, x.shape().axis(axis));
    }

    /** log of the sum of exp(x) along an axis, which goes. */
    default Value logSumExp(Value x, int axis) {
        int at = x.shape().axis(axis);
        return op("logsumexp", x.shape().without(at), x, Node.list(at));
    }

    private static int[] all(Value x) {
        return IntStream.range(0, x.shape().rank()).toArray();
    }

    private Value reduce(String name, Value x, boolean keepAxes, int... axes) {
        List<Long> sorted = Arrays.stream(axes)
                .map(x.shape()::axis)
                .sorted()
                .distinct()
                .mapToObj(Long::valueOf)
                .toList();
        if (sorted.isEmpty()) {
            return x;
        }
        Shape shape = x.shape();
        for (int i = sorted.size() - 1; i >= 0; i--) {
            int axis = sorted.get(i).intValue();
            shape = keepAxes ? shape.with(axis, 1) : shape.without(axis);
        }
        return op(name, shape, x, sorted, keepAxes);
    }
}
