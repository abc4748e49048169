package dev.rheo.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operations that move elements without changing them. */
interface Rearranging extends Recorder {
    /** The same elements, row-major, in another shape of equal size; the batch dimension has to survive. */
    default Value reshape(Value x, Shape shape) {
        if (x.shape().size() != shape.size() || x.shape().hasBatch() != shape.hasBatch()) {
            throw mismatch("reshape", x.shape() + " cannot become " + shape);
        }
        return shape.equals(x.shape()) ? x : typed(x.dtype(), "reshape", shape, x, shape);
    }

    /** Everything behind the batch dimension in one. */
    default Value flatten(Value x) {
        return reshape(x, Shape.batch(x.shape().size()));
    }

    /** Axes in another order: axis i of the result is axis {@code order[i]} of x. */
    default Value permute(Value x, int... order) {
        int rank = x.shape().rank();
        int[] axes = Arrays.stream(order).map(a -> x.shape().axis(a)).toArray();
        if (axes.length != rank || Arrays.stream(axes).distinct().count() != rank) {
            throw mismatch("permute", Arrays.toString(order) + " is no order of the axes of " + x.shape());
        }
        Shape shape = Shape.of(Arrays.stream(axes).mapToLong(x.shape()::at).toArray());
        return typed(
                x.dtype(),
                "permute",
                shape,
                x,
                Arrays.stream(axes).mapToObj(Long::valueOf).toList());
    }

    /** Two axes swapped. */
    default Value transpose(Value x, int first, int second) {
        int[] order = IntStream.range(0, x.shape().rank()).toArray();
        order[x.shape().axis(first)] = x.shape().axis(second);
        order[x.shape().axis(second)] = x.shape().axis(first);
        return permute(x, order);
    }

    /** A new axis of length 1 before {@code axis}. */
    default Value unsqueeze(Value x, int axis) {
        int at = axis < 0 ? axis + x.shape().rank() + 1 : axis;
        return typed(x.dtype(), "unsqueeze", x.shape().insert(at, 1), x, at);
    }

    /** Removes an axis of length 1. */
    default Value squeeze(Value x, int axis) {
        int at = x.shape().axis(axis);
        if (x.shape().at(at) != 1) {
            throw mismatch("squeeze", "axis " + axis + " of " + x.shape() + " is not of length 1");
        }
        return typed(x.dtype(), "squeeze", x.shape().without(at), x, at);
    }

    /** {@code x} repeated along new leading axes and axes of length 1, without a copy. */
    default Value expand(Value x, Shape shape) {
        if (shape.equals(x.shape())) {
            return x;
        }
        boolean fits;
        try {
            fits = x.shape().broadcast(shape).equals(shape);
        } catch (Shape.ShapeMismatch e) {
            fits = false;
        }
        if (!fits) {
            throw mismatch("expand", x.shape() + " does not broadcast to " + shape);
        }
        return typed(x.dtype(), "expand", shape, x, shape);
    }

    /** Values side by side along an axis; all other dimensions must agree. */
    default Value cat(int axis, Value... values) {
        Shape first = values[0].shape();
        int at = first.axis(axis);
        for (Value value : values) {
            Shape other = value.shape();
            if (other.rank() != first.rank() || !other.without(at).equals(first.without(at)) || other.at(at) < 0) {
                throw mismatch("cat", first + " and " + other + " differ outside of axis " + axis);
            }
        }
        long length = Arrays.stream(values).mapToLong(v -> v.shape().at(at)).sum();
        return values.length == 1 ? values[0] : op("cat", first.with(at, length), List.of(values), at);
    }

    /** Values of one shape along a new axis. */
    default Value stack(int axis, Value... values) {
        return cat(
                axis < 0 ? axis + values[0].shape().rank() + 1 : axis,
                Arrays.stream(values).map(v -> unsqueeze(v, axis)).toArray(Value[]::new));
    }

    /** {@code length} elements of an axis from {@code start} on. */
    default Value narrow(Value x, int axis, long start, long length) {
        int at = x.shape().axis(axis);
        long dim = x.shape().at(at);
        if (dim == Shape.BATCH || start < 0 || length < 1 || start + length > dim) {
            throw mismatch(
                    "narrow",
                    "[" + start + ", " + (start + length) + ") is outside of axis " + axis + " of " + x.shape());
        }
        return length == dim ? x : typed(x.dtype(), "narrow", x.shape().with(at, length), x, at, start, length);
    }

    /** One element of an axis; the axis goes. */
    default Value select(Value x, int axis, long index) {
        int at = x.shape().axis(axis);
        long dim = x.shape().at(at);
        if (dim == Shape.BATCH || index < 0 || index >= dim) {
            throw mismatch("select", "there is no element " + index + " on axis " + axis + " of " + x.shape());
        }
        return typed(x.dtype(), "select", x.shape().without(at), x, at, index);
    }

    /** An axis cut into {@code count} equal parts. */
    default List<Value> chunk(Value x, int axis, int count) {
        long dim = x.shape().at(axis);
        if (dim == Shape.BATCH || dim % count != 0) {
            throw mismatch("chunk", "axis " + axis + " of " + x.shape() + " does not split into " + count);
        }
        List<Value> parts = new ArrayList<>();
        LongStream.range(0, count).forEach(i -> parts.add(narrow(x, axis, i * dim / count, dim / count)));
        return List.copyOf(parts);
    }
}
