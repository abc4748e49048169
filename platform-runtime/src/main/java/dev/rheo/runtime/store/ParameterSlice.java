package dev.rheo.runtime.store;

import java.util.List;

/**
 * Where one named parameter lies in the flat vector θ.
 *
 * @param shape in C order; empty for a scalar
 * @param offset of its first element in θ
 */
public record ParameterSlice(String name, List<Integer> shape, int offset) {
    public ParameterSlice {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    List<Long> sizes() {
        return shape.stream().map(Integer::longValue).toList();
    }
}
