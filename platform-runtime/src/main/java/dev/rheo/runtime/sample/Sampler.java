package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.program.NetworkProgram;
import dev.rheo.runtime.program.Precision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws samples from trained parameters. Sample i is a function of (seed, i): of the batch that it is solved in only as far as
 * adaptive solvers share their steps, and in the last bits, since the engine multiplies matrices of different heights in
 * different order. Used by one thread that has entered the engine.
 */
public final class Sampler implements AutoCloseable {
    private final Blueprint blueprint;
    private final TorchEngine engine;
    private final NetworkFunction network;
    private final @Nullable LabelFrequencies labels;
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
        this.blueprint = blueprint;
        this.engine = engine;
        this.labels = labels;
        this.random = random;
        this.network = new NetworkFunction(engine, NetworkProgram.of(blueprint.network(), Precision.FLOAT32), theta);
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
        int d = blueprint.data().shape().size();
        float[] points = new float[count * d];
        Points source = starts(purpose, count);
        int[] labels = labels(purpose, count);
        List<float[]> saved = new ArrayList<>();
        for (int i = 0; i < saveAt.length; i++) {
            saved.add(new float[count * d]);
        }
        double[] times = saveAt.clone();
        SolveStatistics statistics = SolveStatistics.NONE;
        int batch = blueprint.spec().sample().batch();
        for (int first = 0; first < count; first += batch) {
            int n = Math.min(batch, count - first);
            statistics = statistics.plus(solve(purpose, first, n, source, labels, times, points, saved));
        }
        List<Drawn.Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < saveAt.length; i++) {
            snapshots.add(new Drawn.Snapshot(times[i], new Points(saved.get(i), count, d)));
        }
        return new Drawn(new Points(points, count, d), source, labels, snapshots, statistics);
    }

    private SolveStatistics solve(
            String purpose,
            int first,
            int n,
            Points source,
            int @Nullable [] labels,
            double[] times,
            float[] points,
            List<float[]> saved) {
        int d = source.dimension();
        Interval domain = blueprint.parts().path().domain();
        try (NDManager manager = engine.newManager()) {
            Dynamics dynamics = new FlowModel(blueprint, network).dynamics(manager, part(labels, first, n));
            NDArray start = manager.create(source.slice(first, n).values(), shape(n));
            SolveLoop loop = new SolveLoop(domain, times, (index, t, x) -> {
                times[index] = t;
                System.arraycopy(x.toFloatArray(), 0, saved.get(index), first * d, n * d);
            });
            SolveLoop.Solution solution = PluginContext.supply(
                    blueprint.parts().solver(),
                    () -> loop.solve(
                            manager,
                            blueprint.parts().solver(),
                            dynamics,
                            start,
                            step -> new AddressedNoise(random, purpose + "-noise", step, first)));
            System.arraycopy(solution.end().toFloatArray(), 0, points, first * d, n * d);
            return solution.statistics();
        }
    }

    /** The velocity at host points, in training units. */
    public Points velocity(Points x, double t, int @Nullable [] labels) {
        try (NDManager manager = engine.newManager()) {
            Dynamics dynamics = new FlowModel(blueprint, network).dynamics(manager, labels);
            NDArray state = manager.create(x.values(), shape(x.count()));
            double inside = blueprint.parts().path().domain().clip(t);
            float[] velocity = dynamics.velocity().at(state, inside).toFloatArray();
            return new Points(velocity, x.count(), x.dimension());
        }
    }

    /** States to begin with, for a purpose: source samples at the scale that the path begins with. */
    public Points starts(String purpose, int count) {
        SampleShape shape = blueprint.data().shape();
        float[] x0 = new float[count * shape.size()];
        blueprint.parts().source().sample(random.at(purpose + "-source", 0), 0, count, shape, x0);
        double scale = blueprint.parts().path().sourceScale();
        for (int i = 0; i < x0.length; i++) {
            x0[i] = (float) (scale * x0[i]);
        }
        return new Points(x0, count, shape.size());
    }

    /** Labels of a purpose, drawn like those of the training rows; null without labels. */
    public int @Nullable [] labels(String purpose, int count) {
        if (labels == null) {
            return null;
        }
        Draws draws = random.at(purpose + "-label", 0);
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = labels.draw(draws, i);
        }
        return drawn;
    }

    private ai.djl.ndarray.types.Shape shape(int n) {
        List<Integer> sample = blueprint.data().shape().dimensions();
        long[] dims = new long[sample.size() + 1];
        dims[0] = n;
        for (int i = 0; i < sample.size(); i++) {
            dims[i + 1] = sample.get(i);
        }
        return new ai.djl.ndarray.types.Shape(dims);
    }

    private static int @Nullable [] part(int @Nullable [] labels, int first, int n) {
        return labels == null ? null : java.util.Arrays.copyOfRange(labels, first, first + n);
    }

    @Override
    public void close() {
        network.close();
    }
}
