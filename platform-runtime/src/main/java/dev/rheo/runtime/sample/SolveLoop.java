package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.api.sample.Stepping.Fixed;
import dev.rheo.runtime.engine.Scalar;
import java.util.function.LongFunction;

/**
 * Carries one batch along a route in flow time. Every step has a manager of its own,
 * so memory does not grow with the number of steps. Used by one thread.
 */
public final class SolveLoop {
    private final Route route;
    private final double[] saveAt;
    private final Observer observer;
    private final ErrorNorm norm;

    /**
     * @param saveAt times to observe: a solver with fixed steps at its nearest grid points, an adaptive one at these very
     *     times, inside its steps, which do not depend on them
     */
    public SolveLoop(Route route, double[] saveAt, Observer observer) {
        this(route, saveAt, observer, ErrorNorm.ROOT_MEAN_SQUARE);
    }

    /** @param norm that adaptive steps go by */
    SolveLoop(Route route, double[] saveAt, Observer observer, ErrorNorm norm) {
        this.route = route;
        this.saveAt = saveAt.clone();
        this.observer = observer;
        this.norm = norm;
    }

    /**
     * Replaces {@code start} (which stays the caller's) by a new array, owned by {@code manager}.
     *
     * @param noise of each step
     * @throws SolveException if the state stops being finite or the step size underflows
     */
    public Solution solve(
            NDManager manager, Solver solver, Dynamics dynamics, NDArray start, LongFunction<StepNoise> noise) {
        NDArray x = start.duplicate();
        x.attach(manager);
        if (solver instanceof RungeKuttaSolver method) {
            try (NDManager memory = manager.newSubManager()) {
                return rungeKutta(manager, method, dynamics, x, new Scalar(memory, x.getDataType()));
            }
        }
        if (solver instanceof StepSolver rule && solver.stepping() instanceof Fixed fixed) {
            Counting counting = new Counting(dynamics);
            try (NDManager memory = manager.newSubManager()) {
                double[] times = route.grid().apply(fixed.steps());
                StepSolver.Solve solve = rule.begin(new Problem(counting, times));
                NDArray end =
                        fixed(manager, x, times, (at, i, from, to) -> solve.step(at, from, to, noise.apply(i), memory));
                return new Solution(end, new SolveStatistics(counting.evaluations(), times.length - 1, 0));
            }
        }
        throw new SolveException("the solver " + solver.getClass().getName()
                + " is neither a RungeKuttaSolver nor a StepSolver with fixed steps; ask its author");
    }

    private Solution rungeKutta(
            NDManager manager, RungeKuttaSolver method, Dynamics dynamics, NDArray x, Scalar weight) {
        RungeKutta steps = new RungeKutta(method.tableau(), dynamics.velocity(), weight);
        if (method.stepping() instanceof Adaptive adaptive) {
            StepControl control = new StepControl(adaptive, method.tableau().embeddedOrder() + 1, norm);
            AdaptiveSolve solve = new AdaptiveSolve(manager, control, steps, route, saveAt, observer);
            NDArray end = solve.run(x);
            checkFinite(end, route.to());
            return new Solution(end, solve.statistics());
        }
        double[] times = route.grid().apply(((Fixed) method.stepping()).steps());
        NDArray end = fixed(manager, x, times, (at, i, from, to) -> steps.step(at, from, to - from, null)
                .next());
        return new Solution(end, new SolveStatistics(steps.evaluations(), times.length - 1, 0));
    }

    /**
     * @param end the state at the end, owned by the manager given
     */
    public record Solution(NDArray end, SolveStatistics statistics) {}

    private interface Rule {
        NDArray step(NDArray x, long index, double from, double to);
    }

    private NDArray fixed(NDManager manager, NDArray start, double[] grid, Rule rule) {
        int[] seen = Times.nearest(grid, saveAt);
        NDArray x = start;
        observe(seen, 0, grid[0], x);
        for (int i = 0; i < grid.length - 1; i++) {
            try (NDManager step = manager.newSubManager()) {
                x.attach(step);
                NDArray next = rule.step(x, i, grid[i], grid[i + 1]);
                next.attach(manager);
                x = next;
            }
            observe(seen, i + 1, grid[i + 1], x);
        }
        checkFinite(x, route.to());
        return x;
    }

    private void observe(int[] seen, int index, double t, NDArray x) {
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] == index) {
                observer.at(i, t, x);
            }
        }
    }

    private static void checkFinite(NDArray x, double t) {
        try (NDArray sum = x.sum();
                NDArray number = sum.toType(DataType.FLOAT32, true)) {
            if (!Float.isFinite(number.getFloat())) {
                throw new SolveException("samples are no longer finite at t = " + t
                        + ": the trained field is too steep for this solver; take more steps or smaller tolerances");
            }
        }
    }
}
