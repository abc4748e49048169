package dev.rheo.runtime.program;

import java.util.List;

/**
 * Numbers that belong to a program.
 *
 * @param shape in C order; empty for one number
 * @param values as many as the shape says
 */
public record FixedTensor(List<Long> shape, double[] values, Precision precision) {
    public FixedTensor {
        shape = List.copyOf(shape);
    }

    public static FixedTensor of(double[] values, long... shape) {
        return new FixedTensor(java.util.Arrays.stream(shape).boxed().toList(), values, Precision.FLOAT64);
    }
}
