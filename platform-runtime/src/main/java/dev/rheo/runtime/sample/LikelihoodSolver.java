package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.DifferentiableField;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.runtime.engine.HostArrays;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.Optional;

/**
 * log p_1(x) = log p_0(x_0) − ∫₀¹ ∇·u_t(x_t) dt of a flow, along its trajectory from x at the data's end of the path to x_0
 * at the source's end (Chen et al. 2018, instantaneous change of variables). Where a path's domain ends before t = 1, what is
 * found is the density of the data as noisy as the path leaves it there; where it leaks at t = 0, as variance-preserving
 * paths do, that of the flow which begins with the source all the same.
 */
final class LikelihoodSolver {
    private final ProbabilityPath path;
    private final Solver solver;
    private final TimeGrid grid;
    private final Density source;

    /** log p of source samples, in nats. */
    @FunctionalInterface
    interface Density {
        double[] at(Points rows);
    }

    /** @param source of samples before they are scaled to the path's beginning */
    LikelihoodSolver(ProbabilityPath path, Solver solver, TimeGrid grid, Density source) {
        this.path = path;
        this.solver = solver;
        this.grid = grid;
        this.source = source;
    }

    /**
     * Solves for one batch.
     *
     * @param manager owns what is made meanwhile
     * @param rows in training units
     * @param sample dimensions of one row
     * @param firstRow number of the first of them, by which probes are drawn
     * @throws SolveException if the solver fails, or the velocity is not differentiable
     */
    double[] solve(
            NDManager manager,
            Field velocity,
            Points rows,
            Shape sample,
            Divergence divergence,
            RandomStreams random,
            long firstRow) {
        if (!(velocity instanceof DifferentiableField differentiable)) {
            throw new SolveException(
                    "the velocity of this model is not a DifferentiableField, so its divergence is not known;"
                            + " tell the author of its objective");
        }
        Shape state = new Shape(rows.count()).addAll(sample);
        Trace trace = Trace.of(divergence, manager, state, random, firstRow);
        AugmentedField field = new AugmentedField(differentiable, trace, state);
        NDArray start = AugmentedField.begin(HostArrays.floats(manager, rows.values(), state));
        SolveLoop loop = new SolveLoop(
                Route.backward(path, grid), new double[0], (index, t, x) -> {}, ErrorNorm.mixed(rows.dimension()));
        SolveLoop.Solution solution = PluginContext.supply(
                solver,
                () -> loop.solve(manager, solver, new VelocityAlone(field), start, step -> {
                    throw new SolveException("the solver draws noise, and a likelihood is that of an ordinary"
                            + " differential equation; use another solver");
                }));
        return densities(solution.end().toFloatArray(), rows.count(), rows.dimension());
    }

    /** Other views are of the model's state, and the state here is another. */
    private record VelocityAlone(Field velocity) implements Dynamics {
        @Override
        public Optional<Field> score() {
            throw asked("score");
        }

        @Override
        public Optional<Field> denoised() {
            throw asked("expected datum");
        }

        private static SolveException asked(String view) {
            return new SolveException(
                    "the solver asks for the " + view + ", and log p is solved for beside the state by the"
                            + " velocity alone; use another solver, for instance 'dopri5'");
        }
    }

    private double[] densities(float[] end, int n, int d) {
        double scale = path.sourceScale();
        float[] x0 = new float[n * d];
        for (int i = 0; i < x0.length; i++) {
            x0[i] = (float) (end[i / d * (d + 1) + i % d] / scale);
        }
        double[] density = source.at(new Points(x0, n, d)).clone();
        for (int row = 0; row < n; row++) {
            density[row] += end[row * (d + 1) + d] - d * Math.log(scale);
        }
        return density;
    }
}
