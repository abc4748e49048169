package dev.rheo.plugins.solvers.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.plugins.paths.TrigonometricPath;
import dev.rheo.testkit.solver.Walk;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code clip}: a datum beyond it counts as the nearest one within it. */
class ClippingTest {
    private static final GaussianPath PATH = new TrigonometricPath(new TrigonometricPath.Config(true));
    private static final double ROUNDING = 1e-12;

    /** A model that expects this datum everywhere. */
    private record Expecting(double datum) implements Dynamics {
        @Override
        public Field velocity() {
            return (x, t) ->
                    x.mul(PATH.dn(t) / PATH.n(t)).add(datum * (PATH.da(t) - PATH.a(t) * PATH.dn(t) / PATH.n(t)));
        }

        @Override
        public Optional<Field> denoised() {
            return Optional.of((x, t) -> x.mul(0).add(datum));
        }

        @Override
        public Optional<GaussianPath> path() {
            return Optional.of(PATH);
        }
    }

    private static double[] end(StepSolver solver, double datum, double... times) {
        return new Walk(solver, new Expecting(datum), times)
                .from(Steps.START, 1, step -> (like, use) -> like.onesLike())
                .end();
    }

    private static Map<String, StepSolver> clippedAt(double clip) {
        return Map.of(
                "ddpm", new Ddpm(new Ddpm.Config(2, Ddpm.Variance.FIXED_SMALL, clip)),
                "ddim", new Ddim(new Ddim.Config(2, 0, clip)),
                "ddim, eta 1", new Ddim(new Ddim.Config(2, 1, clip)),
                "dpm-solver-pp", new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(2, 0, clip)),
                "dpm-solver-pp, eta 1", new DpmSolverPlusPlus(new DpmSolverPlusPlus.Config(2, 1, clip)),
                "unipc", new UniPc(new UniPc.Config(2, 2, UniPc.Variant.BH2, true, clip)));
    }

    @Test
    void aDatumBeyondTheClipCountsAsItsEnd() {
        clippedAt(1).forEach((name, solver) -> assertThat(end(solver, -7, 0.2, 0.5, 0.8))
                .as(name)
                .containsExactly(end(clippedAt(0).get(name), -1, 0.2, 0.5, 0.8), within(ROUNDING)));
    }

    @Test
    void aDatumWithinTheClipIsLeftAlone() {
        clippedAt(1).forEach((name, solver) -> assertThat(end(solver, 0.7, 0.2, 0.5, 0.8))
                .as(name)
                .containsExactly(end(clippedAt(0).get(name), 0.7, 0.2, 0.5, 0.8), within(ROUNDING)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddim", "dpm-solver-pp", "unipc"})
    void aClippedFlowHasNoWayBack(String solver) {
        assertThatThrownBy(() -> end(clippedAt(1).get(solver), 0.7, 0.8, 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(solver);
    }
}
