package dev.rheo.api.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Field;

/** A trained network whose labels and parameters are already chosen; made by the host. */
public interface TrainedModel {
    /**
     * The head of this name as a function of state and flow time; a {@link dev.rheo.api.sample.DifferentiableField} if it has
     * the shape of a sample, unless guidance mixes two of them.
     */
    Field head(String name);

    /**
     * The derivative by the state of a head of one number per sample: ∂h/∂x as a function of state and flow time, of the state's
     * shape. A {@link DifferentiableField} in models that the host makes, its products those with the Hessian of h. There is none
     * of heads that guidance mixes.
     */
    default Field gradient(String name) {
        if (head(name) instanceof DifferentiableField head) {
            return (x, t) -> {
                NDArray ones = x.getManager().ones(new Shape(x.getShape().get(0)), x.getDataType());
                DifferentiableField.Pullback pullback = head.pullback(x, t, ones);
                ones.close();
                pullback.value().close();
                return pullback.product();
            };
        }
        throw new IllegalStateException("the head '" + name + "' cannot be differentiated by the state");
    }
}
