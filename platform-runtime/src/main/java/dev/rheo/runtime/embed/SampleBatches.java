package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.BatchSize;
import dev.rheo.runtime.sample.BatchSolver;
import dev.rheo.runtime.sample.Draw;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.SolveStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Draws of a sampler, batch by batch on the model's solver threads. */
final class SampleBatches {
    private static final String PURPOSE = "sample"; // that of runs: their seed gives their samples

    private final ModelSampler sampler;
    private final RheoModel model;
    private final Blueprint blueprint;
    private final Wanted wanted;

    SampleBatches(ModelSampler sampler, RheoModel model, Blueprint blueprint, Wanted wanted) {
        this.sampler = sampler;
        this.model = model;
        this.blueprint = blueprint;
        this.wanted = wanted;
    }

    /** As {@link ModelSampler#sample(long, long, Consumer)}. */
    SamplingCost samples(long n, long seed, Consumer<? super Samples> take) {
        return inBatches(n, seed, this::batch, take);
    }

    /** As {@link ModelSampler#trajectories(long, long, double[], Consumer)}, of times that were checked. */
    SamplingCost trajectories(long n, long seed, double[] saveAt, Consumer<? super Trajectories> take) {
        ModelFields fields = new ModelFields(model, blueprint);
        return inBatches(
                n,
                seed,
                (solver, draw, first, count) -> {
                    Drawn drawn = solver.solve(draw, first, count, saveAt);
                    return new Batch<>(TrajectoryBatches.of(model, fields, first, drawn), drawn.statistics());
                },
                take);
    }

    private record Batch<T>(T content, SolveStatistics cost) {}

    private interface Solving<T> {
        Batch<T> solve(BatchSolver solver, Draw draw, long first, int n);
    }

    private <T> SamplingCost inBatches(long n, long seed, Solving<T> solving, Consumer<? super T> take) {
        if (n < 1) {
            throw RheoException.argument("Cannot sample from " + model.name(), n + " samples", "Ask for at least 1.");
        }
        if (n > sampler.most()) {
            throw RheoException.argument(
                    "Cannot carry " + n + " rows of " + model.name() + " to the source",
                    "its data has " + sampler.most() + " rows",
                    "Ask for at most so many.");
        }
        if (sampler.isBackward() && wanted.known() != null) {
            throw RheoException.argument(
                    "Cannot carry rows of " + model.name() + " to the source",
                    "known entries were given, which are for samples",
                    "Leave one of the two out.");
        }
        Draw draw = new Draw(
                PURPOSE,
                new RandomStreams(seed),
                wanted.choice(model.saved()),
                wanted.conditionChoice(model),
                wanted.given(model.saved(), blueprint.spec().sample().inpainting()));
        BatchSolver solver = model.solver(blueprint);
        int size = BatchSize.of(blueprint);
        long batches = (n - 1) / size + 1;
        Tally tally = new Tally();
        model.solving(() -> {
            model.solvers()
                    .inOrder(
                            batches,
                            k -> model.using(
                                    () -> solving.solve(solver, draw, k * size, (int) Math.min(size, n - k * size))),
                            batch -> {
                                tally.total = tally.total.plus(batch.cost);
                                take.accept(batch.content);
                            });
            return tally;
        });
        return new SamplingCost(n, batches, tally.total.evaluations(), tally.total.rejected());
    }

    private Batch<Samples> batch(BatchSolver solver, Draw draw, long first, int n) {
        if (sampler.isBackward()) {
            return carried(solver, draw, (int) first, n);
        }
        Drawn drawn = solver.solve(draw, first, n);
        Points original = wanted.put(model.saved().toOriginal(model.encoding(), drawn.points()), first);
        return new Batch<>(samples(first, model.shape(), original.values(), drawn), drawn.statistics());
    }

    private Samples samples(long first, List<Integer> shape, float[] values, Drawn drawn) {
        Points conditions = model.saved().conditionScaling().toOriginal(drawn.conditions());
        return new Samples(
                first,
                drawn.points().count(),
                shape,
                values,
                drawn.labels(),
                conditions == null ? null : conditions.values());
    }

    private Batch<Samples> carried(BatchSolver solver, Draw draw, int first, int n) {
        Points data = model.encoding()
                .encode(model.saved().scaling().toTraining(model.rows().points().slice(first, n)));
        int[] own = model.rows().labels();
        Points beside = model.rows().conditions();
        Asked drawnFor = solver.asked(draw, first, n);
        Asked asked = new Asked(
                own == null || wanted.labels().length > 0
                        ? drawnFor.labels()
                        : Arrays.copyOfRange(own, first, first + n),
                beside == null || wanted.conditions().length > 0
                        ? drawnFor.conditions()
                        : model.saved().conditionScaling().toTraining(beside.slice(first, n)));
        Drawn drawn = solver.solveBack(draw, first, data, asked);
        return new Batch<>(samples(first, model.stateShape(), drawn.points().values(), drawn), drawn.statistics());
    }

    /** What the batches cost so far. */
    private static final class Tally {
        private SolveStatistics total = SolveStatistics.NONE;
    }
}
