package dev.rheo.api.graph;

/**
 * A minibatch input that a host thread fills and a program reads.
 *
 * @param name unique within the program; letters, digits and underscores
 * @param shape starts with {@link Shape#BATCH} unless the input is the same for every row
 * @param dtype {@link Dtype#FLOAT} or {@link Dtype#INT64}
 */
public record InputSpec(String name, Shape shape, Dtype dtype) {
    public InputSpec {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "Input name '" + name + "' must be a letter followed by letters, digits or underscores.");
        }
        if (dtype == Dtype.BOOL) {
            throw new IllegalArgumentException("Input '" + name + "' cannot be boolean; use FLOAT or INT64.");
        }
    }

    public static InputSpec floats(String name, Shape shape) {
        return new InputSpec(name, shape, Dtype.FLOAT);
    }

    public static InputSpec integers(String name, Shape shape) {
        return new InputSpec(name, shape, Dtype.INT64);
    }
}
