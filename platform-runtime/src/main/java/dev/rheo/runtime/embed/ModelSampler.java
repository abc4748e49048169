package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.manifest.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Draws samples from a model. Immutable and thread-safe; methods that set an option return another sampler.
 *
 * <p>Sample i is a function of the model, the sampler's options, the seed and i, and of the number of samples only as far as
 * the last batch is smaller than the others. It does not matter which thread asks, what others do meanwhile, or how many
 * batches are solved for at once: the bits are the same.
 */
public final class ModelSampler {
    private final RheoModel model;
    private final Blueprint blueprint;
    private final List<String> options;
    private final Wanted wanted;

    ModelSampler(RheoModel model, Blueprint blueprint, List<String> options, Wanted wanted) {
        this.model = model;
        this.blueprint = blueprint;
        this.options = options;
        this.wanted = wanted;
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
        return new ModelSampler(model, model.manifest().read(all), List.copyOf(all), wanted);
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
        model.arguments().checkLabels("Cannot sample from " + model.name(), inTurn);
        return new ModelSampler(model, blueprint, options, wanted.withLabels(inTurn));
    }

    /**
     * The conditions that samples are asked for, in their own units: rows in turn, as {@link #labels}, each with a number for each of
     * {@link RheoModel#conditions}. Conditions that are NaN, or all without any rows, are drawn from training rows: rows of the
     * label asked for, where one is.
     *
     * @throws RheoException if they are no rows of the model's conditions
     */
    public ModelSampler conditions(double... inTurn) {
        model.arguments().checkConditions("Cannot sample from " + model.name(), inTurn);
        return new ModelSampler(model, blueprint, options, wanted.withConditions(inTurn));
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
        return new ModelSampler(model, blueprint, options, wanted.withKnown(given));
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
        SampleCollection collection = new SampleCollection(
                Math.max(n, 0), shape, model.classes() > 0, model.conditions().size());
        sample(n, seed, collection::add);
        return collection.samples();
    }

    /**
     * Draws samples batch by batch, in memory that does not depend on {@code n}.
     *
     * @param n at least 1
     * @param take gets the batches in order, on the calling thread; what it throws ends the sampling
     * @throws RheoException if the solver fails, the model is closed, or the thread interrupted
     */
    public SamplingCost sample(long n, long seed, Consumer<? super Samples> take) {
        return batches().samples(n, seed, take);
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
        return batches().trajectories(n, seed, times.clone(), take);
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

    private SampleBatches batches() {
        return new SampleBatches(this, model, blueprint, wanted);
    }
}
