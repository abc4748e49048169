package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.ConditionTable;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.Direction;
import dev.rheo.runtime.sample.Asked;
import dev.rheo.runtime.sample.BatchSize;
import dev.rheo.runtime.sample.BatchSolver;
import dev.rheo.runtime.sample.ConditionChoice;
import dev.rheo.runtime.sample.Draw;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Known;
import dev.rheo.runtime.sample.LabelChoice;
import dev.rheo.runtime.sample.SolveStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws samples from a model. Immutable and thread-safe; methods that set an option return another sampler.
 *
 * <p>Sample i is a function of the model, the sampler's options, the seed and i, and of the number of samples only as far as
 * the last batch is smaller than the others. It does not matter which thread asks, what others do meanwhile, or how many
 * batches are solved for at once: the bits are the same.
 */
public final class ModelSampler {
    private static final String PURPOSE = "sample"; // that of runs: their seed gives their samples

    private final RheoModel model;
    private final Blueprint blueprint;
    private final List<String> options;
    private final int[] labels;
    private final double[] conditions;
    private final @Nullable Points known;

    /**
     * @param conditions rows in turn, NaN for what is drawn
     * @param known in the data's units, NaN where nothing is given; null if nothing is
     */
    ModelSampler(
            RheoModel model,
            Blueprint blueprint,
            List<String> options,
            int[] labels,
            double[] conditions,
            @Nullable Points known) {
        this.model = model;
        this.blueprint = blueprint;
        this.options = options;
        this.labels = labels;
        this.conditions = conditions;
        this.known = known;
    }

    /**
     * Options of the manifest's section {@code sample}, as on the command line: {@code "solver.type=euler"}, {@code
     * "solver.steps=50"}, {@code "batch=256"}.
     *
     * @throws RheoException with the full text of what is wrong with them
     */
    public ModelSampler with(String... overrides) {
        model.lifetime().check();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(overrides));
        return new ModelSampler(model, model.manifest().read(all), List.copyOf(all), labels, conditions, known);
    }

    /**
     * Carries rows of the training data to the source instead of source samples to new ones: held-out rows first, then those
     * trained on. Results are in the source's own units, and have the labels of their rows unless others are asked for.
     *
     * @throws RheoException if the solver only goes from source to data
     */
    public ModelSampler backward() {
        return with("direction=backward");
    }

    /** Whether it goes from data to source, by {@link #backward} or by the manifest. */
    public boolean isBackward() {
        return blueprint.spec().sample().direction() == Direction.BACKWARD;
    }

    /**
     * The most samples that it can give: backward, the rows of the training data, which has to be there.
     *
     * @throws RheoException if the data cannot be read
     */
    public long most() {
        return isBackward() ? model.rows().points().count() : Long.MAX_VALUE;
    }

    /** Samples that are solved for together, at least 1. Adaptive solvers choose their steps for a whole batch. */
    public ModelSampler batch(int size) {
        if (size < 1) {
            throw RheoException.argument(
                    "Cannot sample from " + model.name(), "batches of " + size + " samples", "Give at least 1.");
        }
        return with("batch=" + size);
    }

    /**
     * The labels that samples are asked for, in turn: one for all of them, or sample i with {@code labels[i % length]}.
     * Without, labels are drawn as often as they come in the training data.
     */
    public ModelSampler labels(int... inTurn) {
        model.checkLabels("Cannot sample from " + model.name(), inTurn);
        return new ModelSampler(model, blueprint, options, inTurn.clone(), conditions, known);
    }

    /**
     * The conditions that samples are asked for, in their own units: rows in turn, as {@link #labels}, each with a number for each of
     * {@link RheoModel#conditions}. Conditions that are NaN, or all without any rows, are drawn from training rows: rows of the
     * label asked for, where one is.
     *
     * @throws RheoException if they are no rows of the model's conditions
     */
    public ModelSampler conditions(double... inTurn) {
        model.checkConditions("Cannot sample from " + model.name(), inTurn);
        return new ModelSampler(model, blueprint, options, labels, inTurn.clone(), known);
    }

    /**
     * Gives some entries of samples, in the data's own units: they come back bit for bit, and the model draws the others to go
     * with them. Sample i has row i modulo the number of rows. {@code inpainting.corrections} says how much is done for it.
     *
     * @param rows row-major, as many numbers for each row as a sample has, NaN for an entry that is to be drawn; empty for none
     * @throws RheoException if they are not rows of samples
     */
    public ModelSampler known(float... rows) {
        if (rows.length > 0 && model.encoding() != Encoding.NONE) {
            throw RheoException.argument(
                    "Cannot sample from " + model.name(),
                    "entries of samples are given, and its flow carries latents, which have other entries",
                    "Use a model without autoencoder.");
        }
        int features = blueprint.data().shape().size();
        if (rows.length % features != 0) {
            throw RheoException.argument(
                    "Cannot sample from " + model.name(),
                    rows.length + " known numbers are not rows of samples of shape " + model.shape(),
                    "Give " + features + " numbers for each row, NaN for those that are to be drawn.");
        }
        for (float value : rows) {
            if (Float.isInfinite(value)) {
                throw RheoException.argument(
                        "Cannot sample from " + model.name(),
                        "a known entry is " + value,
                        "Give finite numbers, and NaN for entries that are to be drawn.");
            }
        }
        Points given = rows.length == 0 ? null : new Points(rows.clone(), rows.length / features, features);
        return new ModelSampler(model, blueprint, options, labels, conditions, given);
    }

    /**
     * Draws samples into memory.
     *
     * @param n at least 1
     * @throws RheoException if they do not fit into an array, the solver fails, the model is closed, or the thread interrupted
     */
    public Samples sample(int n, long seed) {
        List<Integer> shape = isBackward() ? model.stateShape() : model.shape();
        int features = shape.stream().reduce(1, Math::multiplyExact);
        if ((long) n * features > Integer.MAX_VALUE - 8) {
            throw RheoException.argument(
                    "Cannot sample from " + model.name(),
                    n + " samples of shape " + shape + " do not fit into an array",
                    "Draw fewer at once, or take them in batches.");
        }
        Collection collection = new Collection(
                Math.max(n, 0),
                features,
                model.classes() > 0,
                model.conditions().size());
        sample(n, seed, collection::add);
        return new Samples(0, n, shape, collection.values, collection.labels, collection.conditions);
    }

    /**
     * Draws samples batch by batch, in memory that does not depend on {@code n}.
     *
     * @param n at least 1
     * @param take gets the batches in order, on the calling thread; what it throws ends the sampling
     * @throws RheoException if the solver fails, the model is closed, or the thread interrupted
     */
    public SamplingCost sample(long n, long seed, Consumer<? super Samples> take) {
        return inBatches(n, seed, this::batch, take);
    }

    /**
     * Draws samples into memory, with what they were on the way; of a flow of latents, these.
     *
     * @param n at least 1
     * @param times flow times from 0 to 1, at least one
     * @throws RheoException as {@link #trajectories(long, long, double[], Consumer)}, or if they do not fit into an array
     */
    public Trajectories trajectories(int n, long seed, double... times) {
        int features = blueprint.state().size();
        if ((long) n * times.length * features > Integer.MAX_VALUE - 8) {
            throw RheoException.argument(
                    "Cannot sample from " + model.name(),
                    n + " samples at " + times.length + " times do not fit into an array",
                    "Draw fewer at once, or take them in batches.");
        }
        List<Trajectories> batches = new ArrayList<>();
        trajectories(n, seed, times, batches::add);
        return TrajectoryBatches.joined(batches);
    }

    /**
     * Draws the samples of {@link #sample(long, long, Consumer)}, and gives what they were on the way, batch by batch; of a
     * flow of latents, these.
     *
     * @param n at least 1
     * @param times flow times from 0 to 1, at least one
     * @param take gets the batches in order, on the calling thread; what it throws ends the sampling
     * @throws RheoException if the times are no flow times, this sampler goes backwards, the solver fails, the model is closed,
     *     or the thread interrupted
     */
    public SamplingCost trajectories(long n, long seed, double[] times, Consumer<? super Trajectories> take) {
        TrajectoryBatches.check(model.name(), times, isBackward());
        double[] saveAt = times.clone();
        return inBatches(
                n,
                seed,
                (solver, draw, first, count) -> {
                    Drawn drawn = solver.solve(draw, first, count, saveAt);
                    return new Batch<>(
                            TrajectoryBatches.of(model, new ModelFields(model, blueprint), first, drawn),
                            drawn.statistics());
                },
                take);
    }

    /**
     * The data that the states of trajectories of this sampler lead to as far as the model can tell: E[x1 | x_t] in place of
     * x_t. Empty if the model does not tell it.
     *
     * @throws RheoException if the trajectories are of another shape, or the model is closed
     */
    public Optional<Trajectories> denoised(Trajectories trajectories) {
        return TrajectoryBatches.denoised(new ModelFields(model, blueprint), trajectories);
    }

    /**
     * log p(x) of the flow for each row, in nats and in the data's own units, by this sampler's solver (Chen et al. 2018).
     *
     * @param rows of the data's shape, row-major
     * @param seed of the probes, where the divergence is estimated
     * @param labels one for each row where the model has labels, else none
     * @throws RheoException if the arguments do not fit the model, its solver takes other steps than along a velocity, its
     *     divergence or the density of its source is not known, or it is closed
     */
    public double[] logDensity(float[] rows, long seed, Divergence divergence, int... labels) {
        return new ModelFields(model, blueprint)
                .logDensity(rows, divergence, new RandomStreams(seed), new double[0], labels);
    }

    private record Batch<T>(T content, SolveStatistics cost) {}

    private interface Solving<T> {
        Batch<T> solve(BatchSolver solver, Draw draw, long first, int n);
    }

    private <T> SamplingCost inBatches(long n, long seed, Solving<T> solving, Consumer<? super T> take) {
        if (n < 1) {
            throw RheoException.argument("Cannot sample from " + model.name(), n + " samples", "Ask for at least 1.");
        }
        if (n > most()) {
            throw RheoException.argument(
                    "Cannot carry " + n + " rows of " + model.name() + " to the source",
                    "its data has " + most() + " rows",
                    "Ask for at most so many.");
        }
        if (isBackward() && known != null) {
            throw RheoException.argument(
                    "Cannot carry rows of " + model.name() + " to the source",
                    "known entries were given, which are for samples",
                    "Leave one of the two out.");
        }
        Draw draw = new Draw(PURPOSE, new RandomStreams(seed), choice(), conditionChoice(), given());
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
        if (isBackward()) {
            return carried(solver, draw, (int) first, n);
        }
        Drawn drawn = solver.solve(draw, first, n);
        Points original = withKnown(model.saved().toOriginal(model.encoding(), drawn.points()), first);
        return new Batch<>(samples(first, model.shape(), original.values(), drawn), drawn.statistics());
    }

    private @Nullable Known given() {
        return known == null
                ? null
                : new Known(
                        model.saved().given(known), blueprint.spec().sample().inpainting());
    }

    private Points withKnown(Points drawn, long first) {
        if (known == null) {
            return drawn;
        }
        float[] values = drawn.values().clone();
        for (int i = 0; i < drawn.count(); i++) {
            int row = (int) ((first + i) % known.count());
            for (int k = 0; k < drawn.dimension(); k++) {
                float given = known.at(row, k);
                values[i * drawn.dimension() + k] = Float.isNaN(given) ? values[i * drawn.dimension() + k] : given;
            }
        }
        return new Points(values, drawn.count(), drawn.dimension());
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
                own == null || labels.length > 0 ? drawnFor.labels() : Arrays.copyOfRange(own, first, first + n),
                beside == null || conditions.length > 0
                        ? drawnFor.conditions()
                        : model.saved().conditionScaling().toTraining(beside.slice(first, n)));
        Drawn drawn = solver.solveBack(draw, first, data, asked);
        return new Batch<>(samples(first, model.stateShape(), drawn.points().values(), drawn), drawn.statistics());
    }

    private @Nullable LabelChoice choice() {
        if (labels.length > 0) {
            return (draws, row) -> labels[(int) (row % labels.length)];
        }
        LabelFrequencies drawn = model.saved().labels();
        ConditionTable beside = model.saved().conditions();
        if (drawn != null && beside != null) {
            return beside::label;
        }
        return drawn == null ? null : drawn::draw;
    }

    private @Nullable ConditionChoice conditionChoice() {
        ConditionTable table = model.saved().conditions();
        if (table == null) {
            return null;
        }
        Points given = model.saved()
                .conditionScaling()
                .toTraining(model.checkConditions("Cannot sample from " + model.name(), conditions));
        return (draws, row) -> {
            float[] drawn = labels.length == 0
                    ? table.conditions(draws, row)
                    : table.conditionsOf(labels[(int) (row % labels.length)], draws, row);
            for (int k = 0; given != null && k < drawn.length; k++) {
                float asked = given.at((int) (row % given.count()), k);
                drawn[k] = Float.isNaN(asked) ? drawn[k] : asked;
            }
            return drawn;
        };
    }

    /** What the batches cost so far. */
    private static final class Tally {
        private SolveStatistics total = SolveStatistics.NONE;
    }

    /** All batches of a draw. */
    private static final class Collection {
        private final float[] values;
        private final int @Nullable [] labels;
        private final float @Nullable [] conditions;

        Collection(int n, int features, boolean labelled, int beside) {
            conditions = beside == 0 ? null : new float[Math.multiplyExact(n, beside)];
            values = new float[n * features];
            labels = labelled ? new int[n] : null;
        }

        void add(Samples batch) {
            int first = (int) batch.first();
            System.arraycopy(batch.values(), 0, values, first * batch.features(), batch.values().length);
            float[] beside = batch.conditions();
            if (conditions != null && beside != null) {
                System.arraycopy(beside, 0, conditions, first * (beside.length / batch.count()), beside.length);
            }
            int[] own = batch.labels();
            if (labels != null && own != null) {
                System.arraycopy(own, 0, labels, first, own.length);
            }
        }
    }
}
