package dev.rheo.api.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The dimensions of a value. At most one of them is the symbolic batch dimension {@link #BATCH}, printed {@code B}.
 * Axes may be negative and then count from the end.
 */
public final class Shape {
    /** The symbolic batch dimension. */
    public static final long BATCH = -1;

    /** No dimensions: one number. */
    public static final Shape SCALAR = new Shape();

    private final long[] dims;

    private Shape(long... dims) {
        this.dims = dims;
    }

    /** A shape of the given dimensions, each positive or {@link #BATCH}. */
    public static Shape of(long... dims) {
        if (LongStream.of(dims).anyMatch(d -> d < 1 && d != BATCH)) {
            throw new ShapeMismatch("Dimensions must be positive: " + Arrays.toString(dims) + ".");
        }
        if (LongStream.of(dims).filter(d -> d == BATCH).count() > 1) {
            throw new ShapeMismatch("The batch dimension can occur only once: " + print(dims) + ".");
        }
        return new Shape(dims.clone());
    }

    /** The batch dimension followed by the given ones. */
    public static Shape batch(long... rest) {
        return of(LongStream.concat(LongStream.of(BATCH), LongStream.of(rest)).toArray());
    }

    /** This shape with the batch dimension in front. */
    public Shape batched() {
        return batch(dims);
    }

    public int rank() {
        return dims.length;
    }

    public long at(int axis) {
        return dims[axis(axis)];
    }

    public long[] dims() {
        return dims.clone();
    }

    /** The non-negative form of {@code axis}. */
    public int axis(int axis) {
        int positive = axis < 0 ? axis + dims.length : axis;
        if (positive < 0 || positive >= dims.length) {
            throw new ShapeMismatch("There is no axis " + axis + " in " + this + ".");
        }
        return positive;
    }

    /** The position of the batch dimension, or -1. */
    public int batchAxis() {
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == BATCH) {
                return i;
            }
        }
        return -1;
    }

    public boolean hasBatch() {
        return batchAxis() >= 0;
    }

    /** Number of elements, the batch dimension counted as one. */
    public long size() {
        return LongStream.of(dims).filter(d -> d != BATCH).reduce(1, (p, q) -> p * q);
    }

    /** Number of elements at the given batch size. */
    public long size(long batch) {
        return hasBatch() ? size() * batch : size();
    }

    public Shape with(int axis, long dim) {
        long[] copy = dims();
        copy[axis(axis)] = dim;
        return of(copy);
    }

    public Shape without(int axis) {
        int at = axis(axis);
        long[] rest = new long[dims.length - 1];
        System.arraycopy(dims, 0, rest, 0, at);
        System.arraycopy(dims, at + 1, rest, at, rest.length - at);
        return of(rest);
    }

    /** This shape with {@code dim} inserted before {@code axis}; {@code axis} may equal the rank. */
    public Shape insert(int axis, long dim) {
        int at = axis < 0 ? axis + dims.length + 1 : axis;
        if (at < 0 || at > dims.length) {
            throw new ShapeMismatch("There is no place " + axis + " in " + this + " for another axis.");
        }
        long[] more = new long[dims.length + 1];
        System.arraycopy(dims, 0, more, 0, at);
        more[at] = dim;
        System.arraycopy(dims, at, more, at + 1, dims.length - at);
        return of(more);
    }

    /** The dimensions {@code [from, to)}. */
    public Shape slice(int from, int to) {
        return of(Arrays.copyOfRange(dims, from, to));
    }

    public Shape concat(Shape other) {
        return of(LongStream.concat(LongStream.of(dims), LongStream.of(other.dims))
                .toArray());
    }

    /**
     * The shape that both broadcast to, by PyTorch's rule; the batch dimension goes only with itself and with 1.
     *
     * @throws ShapeMismatch if there is none
     */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        long[] result = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long p = i <= rank() ? at(-i) : 1;
            long q = i <= other.rank() ? other.at(-i) : 1;
            if (p != q && p != 1 && q != 1) {
                throw new ShapeMismatch("Cannot broadcast " + this + " with " + other + ".");
            }
            result[rank - i] = p == 1 ? q : p;
        }
        return of(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return print(dims);
    }

    private static String print(long[] dims) {
        return LongStream.of(dims)
                .mapToObj(d -> d == BATCH ? "B" : Long.toString(d))
                .collect(Collectors.joining(" x ", "(", ")"));
    }

    /** Shapes that do not fit; the message has the shapes and, inside a graph, the scope and the operation. */
    public static final class ShapeMismatch extends IllegalArgumentException {
        public ShapeMismatch(String message) {
            super(message);
        }
    }
}
