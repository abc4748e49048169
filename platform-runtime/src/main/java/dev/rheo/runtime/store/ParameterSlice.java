package dev.rheo.runtime.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Where one named parameter lies in the flat vector θ.
 *
 * @param shape in C order; empty for a scalar
 * @param offset of its first element in θ
 */
public record ParameterSlice(String name, List<Integer> shape, int offset) {
    public ParameterSlice {
        Objects.requireNonNull(name);
        shape = List.copyOf(shape);
    }

    /** For messages. */
    @Override
    public String toString() {
        return name + " of shape " + shape + " at " + offset;
    }

    /** Number of elements. */
    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * The length of the vector that slices cover.
     *
     * @throws IllegalArgumentException if they leave a gap, overlap, or have one name twice
     * @throws ArithmeticException if it is longer than an array can be
     */
    public static int covered(List<ParameterSlice> layout) {
        List<ParameterSlice> byOffset = new ArrayList<>(layout);
        byOffset.sort(Comparator.comparingInt(ParameterSlice::offset).thenComparingInt(ParameterSlice::length));
        int end = 0;
        for (ParameterSlice slice : byOffset) {
            if (slice.shape().stream().anyMatch(size -> size < 0)) {
                throw new IllegalArgumentException("parameter " + slice.name() + " of shape " + slice.shape());
            }
            if (slice.offset() != end) {
                throw new IllegalArgumentException(
                        "parameter " + slice.name() + " begins at " + slice.offset() + ", not at " + end);
            }
            end = Math.addExact(end, slice.length());
        }
        long names = layout.stream().map(ParameterSlice::name).distinct().count();
        if (names != layout.size()) {
            throw new IllegalArgumentException("a parameter's name is there twice");
        }
        return end;
    }

    public List<Long> sizes() {
        return shape.stream().map(Integer::longValue).toList();
    }
}
