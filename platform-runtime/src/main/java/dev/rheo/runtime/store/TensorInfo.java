package dev.rheo.runtime.store;

import java.util.List;

/**
 * What a safetensors header says of one tensor.
 *
 * @param shape sizes in C order; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, long begin, long end) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    public long count() {
        return (end - begin) / type.bytes();
    }
}
