package dev.rheo.runtime.store;

import java.util.Arrays;
import java.util.List;

/**
 * A named array to be written.
 *
 * @param shape sizes from the slowest index to the fastest (C order); empty for a scalar
 * @param values as many as the shape says
 */
public record Tensor(String name, List<Long> shape, Values values) {
    public Tensor {
        shape = List.copyOf(shape);
        long count = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(name + " has a negative size: " + shape);
            }
            count = Math.multiplyExact(count, size);
        }
        if (count != values.count()) {
            throw new IllegalArgumentException(name + " of shape " + shape + " given " + values.count() + " values");
        }
    }

    public static Tensor of(String name, Values values, long... shape) {
        return new Tensor(name, Arrays.stream(shape).boxed().toList(), values);
    }

    long bytes() {
        return Math.multiplyExact(values.count(), (long) values.type().bytes());
    }
}
