package dev.rheo.api.graph;

import org.jspecify.annotations.Nullable;

/**
 * All operations that a graph can be written in. Every method checks shapes and types first and throws
 * {@link Shape.ShapeMismatch} naming scope, operation and shapes; then it records the operation. Equal operations on equal
 * arguments are recorded once.
 *
 * <p>Not thread-safe. Values of another builder are refused with {@link IllegalArgumentException}.
 */
public interface Operations extends Elementwise, Rearranging, Reductions, Dense, Spatial {
    /** A tensor of fixed numbers, row-major. */
    Value constant(Shape shape, double... numbers);

    /** One fixed number. */
    default Value constant(double number) {
        return constant(Shape.SCALAR, number);
    }

    /** Runs {@code body} with {@code scope} added to the names of parameters and to error messages. */
    <T> T in(String scope, java.util.function.Supplier<T> body);

    /**
     * Any pure and deterministic aten function that the builder has no name for, with positional arguments as
     * {@link Node#args}. The shape is taken as given and checked in the dry run. A function without a derivative rule
     * makes the whole program fall back to torch.autograd.
     */
    @Override
    Value op(String aten, Shape result, @Nullable Object... args);
}
