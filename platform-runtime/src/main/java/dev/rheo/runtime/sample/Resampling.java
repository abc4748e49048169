package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Transition;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.Stepping.Fixed;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * A solve with known entries that jumps back (Lugmayr et al. 2022, arXiv 2201.09865, sec. 4.2): the way is cut into stretches, and
 * each is walked several times. Before it is walked again, the state is noised as the path would, x_u = (a_u/a_v) x_v + √q ε, and
 * the known entries are put in with new noise. What was drawn beside one sight of the known entries so gets to heed others.
 * The noise of the path has to be standard normal. Used by one thread, for one batch.
 */
final class Resampling {
    private final Route route;
    private final double[] saveAt;
    private final Observer observer;

    /** @param route from the source to the data */
    Resampling(Route route, double[] saveAt, Observer observer) {
        this.route = route;
        this.saveAt = saveAt.clone();
        this.observer = observer;
    }

    /**
     * As {@link SolveLoop#solve}; what is observed is of the last walk.
     *
     * @param given the model, with the noise in the known entries that {@code start} has
     * @param noise of each step, counted over all walks
     * @param back of each jump: use 0 for the state, use 1 for the known entries
     * @throws SolveException if the solver fails
     */
    SolveLoop.Solution solve(
            NDManager manager,
            Solver solver,
            Inpainted given,
            NDArray start,
            LongFunction<StepNoise> noise,
            LongFunction<StepNoise> back) {
        int walks = given.inpainting().resamplings();
        double[][] stretches = stretches(solver, given.inpainting().jumpLength());
        SolveStatistics total = SolveStatistics.NONE;
        Inpainted now = given;
        NDManager memory = manager.newSubManager();
        NDArray x = start.duplicate();
        x.attach(manager);
        long jump = 0;
        for (int i = 0; i < stretches.length; i++) {
            for (int walk = 1; walk <= walks; walk++) {
                try (NDManager scope = manager.newSubManager()) {
                    x.attach(scope);
                    if (walk > 1) {
                        StepNoise fresh = back.apply(jump++);
                        memory.close();
                        memory = manager.newSubManager();
                        NDArray sight = fresh.gaussian(x, 1);
                        sight.attach(memory);
                        now = given.with(sight);
                        x = now.placed(noised(x, given.gaussian(), stretches[i], fresh), stretches[i][0]);
                    }
                    long done = total.steps();
                    SolveLoop.Solution found = loop(stretches[i], walk == walks, i == 0)
                            .solve(manager, solver, now, x, step -> noise.apply(done + step));
                    x = found.end();
                    total = total.plus(found.statistics());
                }
            }
        }
        return new SolveLoop.Solution(x, total);
    }

    private static NDArray noised(NDArray x, GaussianPath path, double[] stretch, StepNoise noise) {
        Transition step = Transition.of(path, stretch[0], stretch[stretch.length - 1]);
        return noise.gaussian(x, 0).muli(Math.sqrt(Math.max(0, step.added()))).addi(x.mul(step.remaining()));
    }

    /** The times of each stretch: those of the solver's steps, or of an adaptive solver both ends. */
    private double[][] stretches(Solver solver, double jumpLength) {
        if (solver.stepping() instanceof Fixed fixed) {
            double[] grid = route.grid().apply(fixed.steps());
            int steps = grid.length - 1;
            int length = (int) Math.max(1, Math.rint(jumpLength * steps));
            return IntStream.range(0, (steps + length - 1) / length)
                    .mapToObj(i -> Arrays.copyOfRange(grid, i * length, Math.min(steps, (i + 1) * length) + 1))
                    .toArray(double[][]::new);
        }
        int count = (int) Math.max(1, Math.rint(1 / jumpLength));
        double span = route.to() - route.from();
        return IntStream.range(0, count)
                .mapToObj(i -> new double[] {
                    route.from() + span * i / count, i == count - 1 ? route.to() : route.from() + span * (i + 1) / count
                })
                .toArray(double[][]::new);
    }

    /** One walk; seen are the times of this stretch after its beginning, of the first stretch all up to its end. */
    private SolveLoop loop(double[] stretch, boolean seen, boolean first) {
        double from = stretch[0];
        double to = stretch[stretch.length - 1];
        int[] own = IntStream.range(0, seen ? saveAt.length : 0)
                .filter(i -> (first || saveAt[i] > from) && (saveAt[i] <= to || to == route.to()))
                .toArray();
        return new SolveLoop(
                new Route(from, to, steps -> stretch),
                Arrays.stream(own).mapToDouble(i -> saveAt[i]).toArray(),
                (index, t, x) -> observer.at(own[index], t, x));
    }
}
