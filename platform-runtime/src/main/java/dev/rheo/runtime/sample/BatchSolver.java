package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.engine.HostArrays;
import dev.rheo.runtime.engine.NetworkFunction;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.Parts;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws batches of samples. Sample i is a function of the draw and i: of the batch that it is solved in only as far as
 * adaptive solvers share their steps, and in the last bits, since the engine multiplies matrices of different heights in
 * different order. Thread-safe: any thread that has entered the engine may solve. The network stays its owner's.
 */
public final class BatchSolver {
    private final Blueprint blueprint;
    private final Parts parts;
    private final TorchEngine engine;
    private final NetworkFunction network;

    public BatchSolver(Blueprint blueprint, TorchEngine engine, NetworkFunction network) {
        this.blueprint = blueprint;
        this.parts = blueprint.parts();
        this.engine = engine;
        this.network = network;
    }

    /**
     * Samples {@code first} … {@code first + n − 1}, solved for together.
     *
     * @param saveAt flow times at which to keep the states; a solver with fixed steps keeps its nearest
     * @throws SolveException if the solver fails
     */
    public Drawn solve(Draw draw, long first, int n, double... saveAt) {
        Route route = Route.forward(parts.sampled(), parts.grid());
        return along(route, draw, first, starts(draw, first, n), asked(draw, first, n), saveAt);
    }

    /**
     * The source samples that {@code data} comes from, at the source's own scale: what {@link #solve} begins with.
     *
     * @param draw where the noise of solvers that draw any comes from
     * @param first number of the first row
     * @param data rows in training units
     * @param asked what the rows belong to
     * @throws SolveException if the solver fails
     */
    public Drawn solveBack(Draw draw, long first, Points data, Asked asked) {
        Drawn drawn = along(Route.backward(parts.sampled(), parts.grid()), draw, first, data, asked);
        double scale = parts.sampled().sourceScale();
        float[] source = drawn.points().values().clone();
        for (int i = 0; i < source.length; i++) {
            source[i] = (float) (source[i] / scale);
        }
        Points unscaled = new Points(source, data.count(), data.dimension());
        return new Drawn(unscaled, data, asked.labels(), asked.conditions(), List.of(), drawn.statistics());
    }

    private Drawn along(Route route, Draw draw, long first, Points source, Asked asked, double... saveAt) {
        int n = source.count();
        List<Drawn.Snapshot> snapshots = new ArrayList<>();
        for (double t : saveAt) {
            snapshots.add(new Drawn.Snapshot(t, source));
        }
        try (NDManager manager = engine.newManager()) {
            FlowModel model = new FlowModel(blueprint, network);
            Known known = route.from() < route.to() ? draw.known() : null;
            Dynamics free = model.dynamics(manager, asked);
            Inpainted inpainted = known == null ? null : inpainted(free, manager, known, first, source);
            NDArray start = HostArrays.floats(manager, source.values(), shape(n));
            Observer observer = (index, t, x) -> snapshots.set(index, new Drawn.Snapshot(t, points(x, source)));
            LongFunction<StepNoise> noise =
                    step -> new AddressedNoise(draw.random(), draw.purpose() + "-noise", step, first);
            LongFunction<StepNoise> back =
                    jump -> new AddressedNoise(draw.random(), draw.purpose() + "-resampling", jump, first);
            SolveLoop.Solution solution = PluginContext.supply(
                    parts.solver(),
                    () -> inpainted != null && inpainted.resampled()
                            ? resampling(route, saveAt, observer)
                                    .solve(manager, parts.solver(), inpainted, start, noise, back)
                            : new SolveLoop(route, saveAt, observer)
                                    .solve(
                                            manager,
                                            parts.solver(),
                                            inpainted == null ? free : inpainted,
                                            start,
                                            noise));
            SolveStatistics statistics = solution.statistics().withEvaluations(model.calls());
            return new Drawn(
                    points(solution.end(), source), source, asked.labels(), asked.conditions(), snapshots, statistics);
        }
    }

    private Resampling resampling(Route route, double[] saveAt, Observer observer) {
        boolean normal = blueprint.spec().source().config().traits().provided().stream()
                .anyMatch(each -> each.trait().equals(TraitNames.SOURCE_GAUSSIAN));
        if (!normal) {
            throw new SolveException(
                    "jumps back put normal noise into the state, and the source of this model is another;"
                            + " set inpainting.resamplings=1");
        }
        return new Resampling(route, saveAt, observer);
    }

    private Inpainted inpainted(Dynamics free, NDManager manager, Known known, long first, Points starts) {
        float[] values = known.rows(first, starts.count()).values();
        float[] noise = starts.values().clone();
        float[] mask = new float[values.length];
        double scale = parts.sampled().sourceScale();
        for (int i = 0; i < values.length; i++) {
            mask[i] = Float.isNaN(values[i]) ? 0 : 1;
            values[i] = Float.isNaN(values[i]) ? 0 : values[i];
            noise[i] = (float) (noise[i] / scale);
        }
        Shape shape = shape(starts.count());
        return new Inpainted(
                free,
                HostArrays.floats(manager, values, shape),
                HostArrays.floats(manager, mask, shape),
                HostArrays.floats(manager, noise, shape),
                known.inpainting());
    }

    /**
     * log p of the flow at host points, in nats per row and in training units.
     *
     * @param firstRow number of the first row, by which probes are drawn
     * @throws SolveException if the solver fails, or this flow has no likelihood
     */
    public double[] logDensity(Points x, Asked asked, Divergence divergence, RandomStreams random, long firstRow) {
        LikelihoodSolver likelihood =
                new LikelihoodSolver(parts.sampled(), parts.solver(), parts.grid(), this::sourceDensity);
        try (NDManager manager = engine.newManager()) {
            Field velocity =
                    new FlowModel(blueprint, network).dynamics(manager, asked).velocity();
            Shape sample = shape(x.count()).slice(1);
            return likelihood.solve(manager, velocity, x, sample, divergence, random, firstRow);
        }
    }

    private double[] sourceDensity(Points x0) {
        return PluginContext.supply(parts.source(), () -> parts.source().logDensity(x0))
                .orElseThrow(
                        () -> new SolveException("the density of the source is not known; use a source that has one,"
                                + " for instance 'gaussian'"));
    }

    /** The velocity at host points, in training units. */
    public Points velocity(Points x, double t, Asked asked) {
        try (NDManager manager = engine.newManager()) {
            Dynamics dynamics = new FlowModel(blueprint, network).dynamics(manager, asked);
            NDArray state = HostArrays.floats(manager, x.values(), shape(x.count()));
            Interval domain = parts.sampled().domain();
            return points(dynamics.velocity().at(state, domain.clip(t)), x);
        }
    }

    /** A view of the model at host points, in training units; empty if it does not have it. */
    public Optional<Points> view(Function<Dynamics, Optional<Field>> view, Points x, double t, Asked asked) {
        try (NDManager manager = engine.newManager()) {
            Optional<Field> field = view.apply(new FlowModel(blueprint, network).dynamics(manager, asked));
            NDArray state = HostArrays.floats(manager, x.values(), shape(x.count()));
            return field.map(found -> points(found.at(state, t), x));
        }
    }

    /** States to begin with: source samples at the scale that the path begins with. */
    public Points starts(Draw draw, long first, int n) {
        SampleShape shape = blueprint.state();
        float[] x0 = new float[Math.multiplyExact(n, shape.size())];
        Draws draws = draw.random().at(draw.purpose() + "-source", 0);
        PluginContext.supply(parts.source(), () -> {
            parts.source().sample(draws, first, n, shape, x0);
            return x0;
        });
        double scale = parts.sampled().sourceScale();
        for (int i = 0; i < x0.length; i++) {
            x0[i] = (float) (scale * x0[i]);
        }
        return new Points(x0, n, shape.size());
    }

    /** The labels and conditions that samples are asked for. */
    public Asked asked(Draw draw, long first, int n) {
        return new Asked(labels(draw, first, n), conditions(draw, first, n));
    }

    private @Nullable Points conditions(Draw draw, long first, int n) {
        ConditionChoice choice = draw.conditions();
        if (choice == null) {
            return null;
        }
        Draws draws = draw.random().at(draw.purpose() + "-label", 0);
        int count = blueprint.data().conditions().count();
        float[] conditions = new float[Math.multiplyExact(n, count)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(choice.conditions(draws, first + i), 0, conditions, i * count, count);
        }
        return new Points(conditions, n, count);
    }

    private int @Nullable [] labels(Draw draw, long first, int n) {
        LabelChoice choice = draw.labels();
        if (choice == null) {
            return null;
        }
        Draws draws = draw.random().at(draw.purpose() + "-label", 0);
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = choice.label(draws, first + i);
        }
        return labels;
    }

    private Shape shape(int n) {
        List<Integer> sample = blueprint.state().dimensions();
        return new Shape(LongStream.concat(LongStream.of(n), sample.stream().mapToLong(Integer::longValue))
                .toArray());
    }

    private static Points points(NDArray x, Points like) {
        return new Points(x.toFloatArray(), like.count(), like.dimension());
    }
}
