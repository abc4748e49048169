package dev.rheo.plugins.solvers.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.plugins.paths.TrigonometricPath;
import dev.rheo.testkit.solver.Walk;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ancestral steps of models that say which variance they were trained with. */
class ModelVarianceTest {
    private static final GaussianPath PATH = new TrigonometricPath(new TrigonometricPath.Config(true));
    private static final double FROM = 0.4;
    private static final double TO = 0.6;
    private static final double END = 0.9;

    /** The exact model, with this share everywhere; none if it is NaN. */
    private record Shared(Dynamics exact, double share) implements Dynamics {
        @Override
        public Field velocity() {
            return exact.velocity();
        }

        @Override
        public Optional<Field> denoised() {
            return exact.denoised();
        }

        @Override
        public Optional<GaussianPath> path() {
            return exact.path();
        }

        @Override
        public Optional<Field> varianceShare() {
            return Double.isNaN(share)
                    ? Optional.empty()
                    : Optional.of((x, t) -> x.mul(0).add(share));
        }
    }

    /** What noise of the first of two steps is multiplied by. */
    private static double deviation(Ddpm.Variance variance, double share) {
        Ddpm solver = new Ddpm(new Ddpm.Config(2, variance, 0));
        Dynamics dynamics = new Shared(new Steps(PATH).dynamics(), share);
        double[][] with = new Walk(solver, dynamics, FROM, TO, END)
                .from(Steps.START, 1, step -> (like, use) -> like.onesLike())
                .states();
        double[][] without = new Walk(solver, dynamics, FROM, TO, END)
                .from(Steps.START, 1, step -> (like, use) -> like.zerosLike())
                .states();
        return with[1][0] - without[1][0];
    }

    @Test
    void theVarianceLiesBetweenTheFixedOnesInLogarithms() {
        Transition step = Transition.of(PATH, FROM, TO);
        double small = step.posterior();
        double large = step.ofNormalData();
        assertThat(deviation(Ddpm.Variance.MODEL, 0)).isCloseTo(small, within(1e-9));
        assertThat(deviation(Ddpm.Variance.MODEL, 1)).isCloseTo(large, within(1e-9));
        assertThat(deviation(Ddpm.Variance.MODEL, 0.5)).isCloseTo(Math.sqrt(small * large), within(1e-9));
    }

    @Test
    void aModelThatSaysNothingHasTheSmallOne() {
        assertThat(deviation(Ddpm.Variance.MODEL, Double.NaN))
                .isCloseTo(Transition.of(PATH, FROM, TO).posterior(), within(1e-9));
    }

    @Test
    void aFixedVarianceOfTheSolverIsItsOwn() {
        assertThat(deviation(Ddpm.Variance.FIXED_LARGE, 0))
                .isCloseTo(Transition.of(PATH, FROM, TO).ofNormalData(), within(1e-9));
        assertThat(deviation(Ddpm.Variance.FIXED_SMALL, 1))
                .isCloseTo(Transition.of(PATH, FROM, TO).posterior(), within(1e-9));
    }
}
