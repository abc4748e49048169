package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Interpolant;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import java.util.Arrays;
import java.util.List;

/** Solvers of every sort that the loop drives. */
final class Methods {
    static final ButcherTableau EULER = fixed(1, row(0), List.of(row()), row(1));
    static final ButcherTableau MIDPOINT = fixed(2, row(0, 0.5), List.of(row(), row(0.5)), row(0, 1));
    static final ButcherTableau HEUN = fixed(2, row(0, 1), List.of(row(), row(1)), row(0.5, 0.5));
    static final ButcherTableau RK4 = fixed(
            4,
            row(0, 0.5, 0.5, 1),
            List.of(row(), row(0.5), row(0, 0.5), row(0, 0, 1)),
            row(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6));
    private static final List<Double> B = row(35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0);
    static final ButcherTableau DOPRI5 = new ButcherTableau(
            5,
            row(0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1),
            List.of(
                    row(),
                    row(0.2),
                    row(3.0 / 40, 9.0 / 40),
                    row(44.0 / 45, -56.0 / 15, 32.0 / 9),
                    row(19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729),
                    row(9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656),
                    B.subList(0, 6)),
            B,
            row(71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40),
            4,
            true);

    /** Bogacki and Shampine's pair, with its interpolant. */
    static final ButcherTableau BOSH3 = new ButcherTableau(
            3,
            row(0, 0.5, 0.75, 1),
            List.of(row(), row(0.5), row(0, 0.75), row(2.0 / 9, 1.0 / 3, 4.0 / 9)),
            row(2.0 / 9, 1.0 / 3, 4.0 / 9, 0),
            row(-5.0 / 72, 1.0 / 12, 1.0 / 9, -1.0 / 8),
            2,
            true,
            new Interpolant(
                    3,
                    List.of(row(1, -4.0 / 3, 5.0 / 9), row(0, 1, -2.0 / 3), row(0, 4.0 / 3, -8.0 / 9), row(0, -1, 1))));

    /** Heun's method with Euler's inside: no stage of one step serves the next. */
    static final ButcherTableau HEUN_EULER =
            new ButcherTableau(2, row(0, 1), List.of(row(), row(1)), row(0.5, 0.5), row(-0.5, 0.5), 1, false);

    private Methods() {}

    private static List<Double> row(double... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static ButcherTableau fixed(int order, List<Double> c, List<List<Double>> a, List<Double> b) {
        return new ButcherTableau(order, c, a, b, null, 0, false);
    }

    record Method(ButcherTableau tableau, Stepping stepping) implements RungeKuttaSolver {}

    static Method steps(ButcherTableau tableau, int steps) {
        return new Method(tableau, new Stepping.Fixed(steps));
    }

    static Method tolerance(double rtol) {
        return tolerance(DOPRI5, rtol);
    }

    static Method tolerance(ButcherTableau tableau, double rtol) {
        return new Method(tableau, new Stepping.Adaptive(rtol, rtol, Stepping.Control.I, 0.9, 0.2, 10, 10_000));
    }

    static Method proportional(double rtol) {
        return new Method(DOPRI5, new Stepping.Adaptive(rtol, rtol, Stepping.Control.PI, 0.9, 0.2, 10, 10_000));
    }

    /** x + h v + √(2 |h|) z: Euler and Maruyama on dX = v dt + √2 dW. */
    record EulerMaruyama(int steps) implements StepSolver {
        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(steps);
        }

        @Override
        public Solve begin(Problem problem) {
            return (x, from, to, noise, memory) -> {
                NDArray drift = problem.dynamics().velocity().at(x, from).muli(to - from);
                return noise.gaussian(x, 0)
                        .muli(Math.sqrt(2 * Math.abs(to - from)))
                        .addi(drift)
                        .addi(x);
            };
        }
    }

    /** Adams and Bashforth's two-step method, begun by an Euler step: a rule that remembers. */
    record AdamsBashforth(int steps) implements StepSolver {
        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(steps);
        }

        @Override
        public Solve begin(Problem problem) {
            return new Solve() {
                private NDArray before;

                @Override
                public NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory) {
                    NDArray now = problem.dynamics().velocity().at(x, from);
                    NDArray slope =
                            before == null ? now.duplicate() : now.mul(1.5).subi(before.mul(0.5));
                    if (before != null) {
                        before.close();
                    }
                    now.attach(memory);
                    before = now;
                    return slope.muli(to - from).addi(x);
                }
            };
        }
    }
}
