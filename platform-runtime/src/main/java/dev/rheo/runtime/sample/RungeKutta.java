package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Interpolant;
import dev.rheo.runtime.engine.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an explicit Runge–Kutta method; counts evaluations. Results belong to the manager of {@code x}. */
final class RungeKutta {
    private final ButcherTableau tableau;
    private final Field field;
    private final Scalar weight;
    private long evaluations;

    /** @param weight of the states' type; lives as long as the steps go on */
    RungeKutta(ButcherTableau tableau, Field field, Scalar weight) {
        this.tableau = tableau;
        this.field = field;
        this.weight = weight;
    }

    /**
     * @param next the state after the step
     * @param error the error estimate, null for methods without one
     * @param last the derivative at the end of the step, null unless first-same-as-last
     * @param slopes the derivatives of all stages
     */
    record Step(
            NDArray next, @Nullable NDArray error, @Nullable NDArray last, List<NDArray> slopes) {}

    NDArray derivative(NDArray x, double t) {
        evaluations++;
        return field.at(x, t);
    }

    /**
     * @param first the derivative at (x, t) where it is known already
     */
    Step step(NDArray x, double t, double h, @Nullable NDArray first) {
        NDArray[] k = new NDArray[tableau.stages()];
        k[0] = first != null ? first : derivative(x, t);
        NDArray stage = x;
        for (int i = 1; i < k.length; i++) {
            stage = advance(x, h, tableau.a().get(i), k);
            k[i] = derivative(stage, t + tableau.c().get(i) * h);
        }
        boolean reuse = tableau.firstSameAsLast();
        NDArray next = reuse ? stage : advance(x, h, tableau.b(), k);
        List<Double> error = tableau.error();
        return new Step(next, error == null ? null : combine(h, error, k), reuse ? k[k.length - 1] : null, List.of(k));
    }

    /**
     * The state inside the step of size h from (x, t): by the method's interpolant, which costs no evaluation, or by a step
     * to there.
     *
     * @param part of the step, between 0 and 1
     */
    NDArray inside(Step step, NDArray x, double t, double h, double part) {
        Interpolant interpolant = tableau.interpolant();
        if (interpolant == null) {
            return step(x, t, part * h, step.slopes().get(0)).next();
        }
        return advance(x, h, interpolant.at(part), step.slopes().toArray(NDArray[]::new));
    }

    long evaluations() {
        return evaluations;
    }

    private NDArray advance(NDArray x, double h, List<Double> weights, NDArray[] k) {
        return combine(h, weights, k).addi(x);
    }

    private NDArray combine(double h, List<Double> weights, NDArray[] k) {
        NDArray sum = null;
        for (int j = 0; j < weights.size(); j++) {
            if (weights.get(j) != 0) {
                NDArray term = k[j].mul(weight.of(h * weights.get(j)));
                sum = sum == null ? term : sum.addi(term);
            }
        }
        return sum == null ? k[0].zerosLike() : sum;
    }
}
