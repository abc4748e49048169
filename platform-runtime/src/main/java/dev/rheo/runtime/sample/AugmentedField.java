package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Field;

/**
 * (u_t(x), ∇·u_t(x)) on states (x, ℓ): the flattened sample and one more number, which gathers ∫ ∇·u dt and changes nothing
 * (Chen et al. 2018; Grathwohl et al. 2019). Solved from data to source from ℓ = 0, it ends at ℓ = −∫₀¹ ∇·u dt.
 *
 * @param state the shape of x, (n x sample)
 */
record AugmentedField(DifferentiableField velocity, Trace trace, Shape state) implements Field {
    @Override
    public NDArray at(NDArray augmented, double t) {
        NDManager owner = augmented.getManager();
        try (NDManager scope = owner.newSubManager()) {
            NDArray slopes = trace.beside(velocity, sample(augmented, scope), t);
            slopes.attach(owner);
            return slopes;
        }
    }

    /** x of an augmented state, for a moment. */
    private NDArray sample(NDArray augmented, NDManager scope) {
        NDArray columns = augmented.get(":, :-1");
        columns.attach(scope);
        NDArray x = columns.reshape(state);
        x.attach(scope);
        return x;
    }

    /** An augmented state with ℓ = 0. */
    static NDArray begin(NDArray x) {
        NDArray flat = x.reshape(x.getShape().get(0), -1);
        return flat.concat(flat.getManager().zeros(new Shape(x.getShape().get(0), 1), x.getDataType()), 1);
    }
}
