package dev.rheo.testkit.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Field;

/**
 * A field on arrays of shape (rows, dimension), differentiated by central differences in float64: to about 1e-9 of its size
 * where it is smooth on a scale of 1e-5. Results have the state's own precision.
 *
 * @param field that computes in the state's precision
 */
public record DifferencedField(Field field) implements DifferentiableField {
    private static final double STEP = 1e-5;

    @Override
    public NDArray at(NDArray x, double t) {
        return field.at(x, t);
    }

    @Override
    public Pullback pullback(NDArray x, double t, NDArray cotangent) {
        NDManager owner = x.getManager();
        try (NDManager scratch = owner.newSubManager()) {
            NDArray state = attached(scratch, x.toType(DataType.FLOAT64, true));
            NDArray weights = attached(scratch, cotangent.toType(DataType.FLOAT64, true));
            int d = (int) x.getShape().get(1);
            NDArray product = scratch.zeros(x.getShape(), DataType.FLOAT64);
            for (int k = 0; k < d; k++) {
                NDArray shift = scratch.zeros(new Shape(1, d), DataType.FLOAT64);
                shift.set(new NDIndex(0, k), STEP);
                NDArray slope = field.at(state.add(shift), t)
                        .subi(field.at(state.sub(shift), t))
                        .divi(2 * STEP);
                product.set(new NDIndex(":, " + k), slope.muli(weights).sum(new int[] {1}));
            }
            NDArray value = field.at(state, t).toType(x.getDataType(), true);
            NDArray result = product.toType(x.getDataType(), true);
            value.attach(owner);
            result.attach(owner);
            return new Pullback(value, result);
        }
    }

    private static NDArray attached(NDManager owner, NDArray array) {
        array.attach(owner);
        return array;
    }
}
