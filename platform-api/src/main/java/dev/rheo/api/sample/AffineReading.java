package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Affine;
import dev.rheo.api.time.Interval;
import java.util.function.DoubleFunction;

/** α(t) x + β(t) f(x, t), with t clipped to where the reading is regular; differentiable if f is. */
class AffineReading implements Field {
    private final Field field;
    final Interval regular;
    final DoubleFunction<Affine> coefficients;

    private AffineReading(Field field, Interval regular, DoubleFunction<Affine> coefficients) {
        this.field = field;
        this.regular = regular;
        this.coefficients = coefficients;
    }

    static Field of(Field field, Interval regular, DoubleFunction<Affine> coefficients) {
        return field instanceof DifferentiableField differentiable
                ? new Differentiable(differentiable, regular, coefficients)
                : new AffineReading(field, regular, coefficients);
    }

    @Override
    public NDArray at(NDArray x, double t) {
        double inside = regular.clip(t);
        return combined(coefficients.apply(inside), x, field.at(x, inside));
    }

    private static NDArray combined(Affine reading, NDArray x, NDArray out) {
        return x.mul(reading.ofX()).addi(out.muli(reading.ofPrediction()));
    }

    private static final class Differentiable extends AffineReading implements DifferentiableField {
        private final DifferentiableField field;

        Differentiable(DifferentiableField field, Interval regular, DoubleFunction<Affine> coefficients) {
            super(field, regular, coefficients);
            this.field = field;
        }

        @Override
        public Pullback pullback(NDArray x, double t, NDArray cotangent) {
            double inside = regular.clip(t);
            Affine reading = coefficients.apply(inside);
            Pullback out = field.pullback(x, inside, cotangent);
            return new Pullback(combined(reading, x, out.value()), combined(reading, cotangent, out.product()));
        }
    }
}
