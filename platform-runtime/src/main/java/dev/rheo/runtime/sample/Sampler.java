package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.runtime.data.ConditionTable;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.engine.LossFunction;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.program.LossProgram;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.program.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws samples from trained parameters and keeps all of them; see {@link BatchSolver}. Threads that have entered the engine may
 * share it, but not while the parameters are being replaced.
 */
public final class Sampler implements AutoCloseable {
    private final Blueprint blueprint;
    private final TorchEngine engine;
    private final NetworkFunction network;
    private final BatchSolver solver;
    private final @Nullable LabelChoice labels;
    private final @Nullable ConditionChoice conditions;
    private final RandomStreams random;

    /**
     * @param theta the parameters to use; copied
     * @param labels what to draw the labels of samples from, null in an experiment without labels
     * @param random where the samples' randomness comes from; the run's own, or of another seed
     */
    public Sampler(
            Blueprint blueprint,
            TorchEngine engine,
            float[] theta,
            @Nullable LabelFrequencies labels,
            RandomStreams random) {
        this(blueprint, engine, theta, labels, null, random);
    }

    /**
     * @param theta the parameters to use; copied
     * @param labels what to draw the labels of samples from, null in an experiment without labels
     * @param conditions what to draw their conditions from, and then their labels with them; null in an experiment without
     * @param random where the samples' randomness comes from; the run's own, or of another seed
     */
    public Sampler(
            Blueprint blueprint,
            TorchEngine engine,
            float[] theta,
            @Nullable LabelFrequencies labels,
            @Nullable ConditionTable conditions,
            RandomStreams random) {
        this.blueprint = blueprint;
        this.engine = engine;
        this.labels = labels == null ? null : conditions == null ? labels::draw : conditions::label;
        this.conditions = conditions == null ? null : conditions::conditions;
        this.random = random;
        this.network = new NetworkFunction(engine, NetworkProgram.of(blueprint.network(), Precision.FLOAT32), theta);
        this.solver = new BatchSolver(blueprint, engine, network);
    }

    /** Replaces the parameters. */
    public void parameters(float[] theta) {
        network.parameters(theta);
    }

    /**
     * Draws samples in batches of the manifest's size.
     *
     * @param purpose tells draws of different use apart; equal purposes give equal samples
     * @param saveAt flow times at which to keep the states; a solver with fixed steps keeps its nearest
     * @throws SolveException if the solver fails
     */
    public Drawn sample(String purpose, int count, double[] saveAt) {
        Draw draw = draw(purpose);
        int batch = BatchSize.of(blueprint);
        List<Drawn> parts = new ArrayList<>();
        for (int first = 0; first < count; first += batch) {
            parts.add(solver.solve(draw, first, Math.min(batch, count - first), saveAt));
        }
        return Drawn.joined(parts);
    }

    /** The velocity at host points, in training units. */
    public Points velocity(Points x, double t, int @Nullable [] labels) {
        return velocity(x, t, Asked.of(labels));
    }

    /** The velocity at host points, in training units. */
    public Points velocity(Points x, double t, Asked asked) {
        return solver.velocity(x, t, asked);
    }

    /** A view of the model at host points, in training units and batches of the manifest's size; empty if it does not have it. */
    public Optional<Points> view(Function<Dynamics, Optional<Field>> view, Points x, double t, Asked asked) {
        int batch = BatchSize.of(blueprint);
        float[] all = new float[x.values().length];
        for (int first = 0; first < x.count(); first += batch) {
            int n = Math.min(batch, x.count() - first);
            Optional<Points> part = solver.view(view, x.slice(first, n), t, asked.slice(first, n));
            if (part.isEmpty()) {
                return part;
            }
            System.arraycopy(part.get().values(), 0, all, first * x.dimension(), n * x.dimension());
        }
        return Optional.of(new Points(all, x.count(), x.dimension()));
    }

    /** States to begin with, for a purpose: source samples at the scale that the path begins with. */
    public Points starts(String purpose, int count) {
        return solver.starts(draw(purpose), 0, count);
    }

    /** Labels and conditions of a purpose, drawn like those of samples. */
    public Asked asked(String purpose, int count) {
        return solver.asked(draw(purpose), 0, count);
    }

    /**
     * log p of the flow at each row, in nats and in training units, solved for in batches of the manifest's size.
     *
     * @param asked what the rows belong to
     * @throws SolveException if the solver fails, or this flow has no likelihood
     */
    public double[] logDensity(Points x, Asked asked, Divergence divergence) {
        int batch = BatchSize.of(blueprint);
        double[] density = new double[x.count()];
        for (int first = 0; first < x.count(); first += batch) {
            int n = Math.min(batch, x.count() - first);
            double[] part = solver.logDensity(x.slice(first, n), asked.slice(first, n), divergence, random, first);
            System.arraycopy(part, 0, density, first, n);
        }
        return density;
    }

    /** The objective's loss of the same parameters; the caller closes it. */
    public LossFunction loss() {
        LossProgram program =
                LossProgram.of(blueprint.network(), blueprint.loss(), Rules.standard(), Precision.FLOAT32);
        return new LossFunction(engine, program, network.parameters());
    }

    private Draw draw(String purpose) {
        return new Draw(purpose, random, labels, conditions, null);
    }

    @Override
    public void close() {
        network.close();
    }
}
