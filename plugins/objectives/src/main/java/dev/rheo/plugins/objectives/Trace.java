package dev.rheo.plugins.objectives;

import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.TrainingPairs;
import java.util.List;
import java.util.Objects;

/** How a loss takes the divergence of a field. */
public enum Trace {
    /** The sum of all diagonal entries, one reverse pass each. */
    EXACT,
    /** vᵀJv with one sign vector v per row (Hutchinson 1990): one reverse pass, unbiased, with variance. */
    HUTCHINSON;

    private static final String PROBE = "probe";

    /** The probe, where there is one. */
    List<InputSpec> inputs(Shape batchedSample) {
        return this == EXACT ? List.of() : List.of(InputSpec.floats(PROBE, batchedSample));
    }

    void fill(TrainingPairs pairs, MinibatchWriter out) {
        if (this == HUTCHINSON) {
            out.floats(PROBE, signs(pairs));
        }
    }

    /** A sign for every row and dimension. The noise of paths takes dimensions 0 … d − 1 of a row's draws, this the next. */
    static float[] signs(TrainingPairs pairs) {
        int d = pairs.data().dimension();
        float[] signs = new float[pairs.data().count() * d];
        for (int k = 0; k < signs.length; k++) {
            signs[k] = pairs.draws().bits(k / d, d + k % d) < 0 ? -1 : 1;
        }
        return signs;
    }

    /** Per row (B). */
    Value divergence(ProgramBuilder program, Value field, Value x) {
        if (this == EXACT) {
            return program.divergence(field, x);
        }
        Value probe = program.input(PROBE);
        Value product = program.gradient(program.mul(field, probe), x);
        return program.sum(program.flatten(program.mul(product, probe)), 1);
    }

    /** |∂f/∂x|² per row (B): of all its entries, or |vᵀ ∂f/∂x|², whose mean over v that is. */
    Value squaredJacobian(ProgramBuilder program, Value field, Value x) {
        if (this == HUTCHINSON) {
            return squaredNorm(program, program.gradient(program.mul(field, program.input(PROBE)), x));
        }
        Value flat = program.flatten(field);
        Value sum = null;
        for (long i = 0; i < flat.shape().at(1); i++) {
            Value row = squaredNorm(program, program.gradient(program.select(flat, 1, i), x));
            sum = sum == null ? row : program.add(sum, row);
        }
        return Objects.requireNonNull(sum);
    }

    /** Σ x² over everything but the batch. */
    static Value squaredNorm(ProgramBuilder program, Value x) {
        return program.sum(program.flatten(program.square(x)), 1);
    }
}
