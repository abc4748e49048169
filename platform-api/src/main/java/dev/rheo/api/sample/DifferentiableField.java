package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;

/**
 * A field whose derivative by the state the host can use: a velocity that is one has a divergence, and so the flow a
 * likelihood. The heads of a {@link dev.rheo.api.objective.TrainedModel} are such fields, and so are their readings by
 * {@link Dynamics#reading}. An objective that reads its network otherwise implements this, or its models have no likelihood.
 */
public interface DifferentiableField extends Field {
    /**
     * f(x, t) together with the vector–Jacobian product wᵀ ∂f/∂x of each row.
     *
     * @param x left as it is
     * @param cotangent w, of the shape of {@code x}, left as it is
     */
    Pullback pullback(NDArray x, double t, NDArray cotangent);

    /**
     * A value and a product, both of the shape of x, owned by its manager, and new arrays.
     *
     * @param value f(x, t)
     * @param product wᵀ ∂f/∂x
     */
    record Pullback(NDArray value, NDArray product) {}
}
