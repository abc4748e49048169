package dev.rheo.runtime.pairs;

import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.objective.Legs;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.ConditionInput;
import dev.rheo.runtime.data.Epochs;
import dev.rheo.runtime.data.TrainingRows;
import dev.rheo.runtime.data.Variation;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Stopwatch;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Makes the minibatch of any step. Thread-safe; every prefetch worker shares it. */
public final class PairMaker {
    private final BatchCoupler coupler;
    private final Part<TrainingTimes> times;
    private final Part<Objective> objective;
    private final LabelDropout dropout;
    private final boolean weighted;
    private final RandomStreams random;
    private final Epochs epochs;
    private final int batch;
    private final Stopwatch watch;
    private final CouplingMeter meter;
    private final ConditionInput input;
    private final int perPlan;
    private final @Nullable Marginals marginals;
    private final Groups groups = new Groups(this::group);

    /**
     * @param partners for a source that gives the partner of each datum: the numbers of the training rows in the data set; else null
     * @param weighted whether the objective was told that pairs carry weights: then every minibatch has some
     */
    public PairMaker(
            Rows training,
            int @Nullable [] partners,
            Part<SourceDistribution> source,
            Part<Coupling> coupling,
            Part<TrainingTimes> times,
            Part<Objective> objective,
            LabelDropout dropout,
            boolean weighted,
            RandomStreams random,
            int batch,
            Stopwatch watch,
            CouplingMeter meter) {
        this(
                TrainingRows.of(training, training.points().count()),
                partners,
                source,
                coupling,
                times,
                objective,
                dropout,
                weighted,
                random,
                batch,
                watch,
                meter,
                Variation.NONE,
                continuous(training, dropout));
    }

    /** Of conditions that are all continuous. */
    private static ConditionInput continuous(Rows training, LabelDropout dropout) {
        Points conditions = training.conditions();
        int count = conditions == null ? 0 : conditions.dimension();
        return new ConditionInput(count, dropout == LabelDropout.NONE ? count : count + 1, 0);
    }

    /**
     * @param variation how training rows differ each time that they are seen
     * @param input how the network takes conditions
     */
    public PairMaker(
            TrainingRows training,
            int @Nullable [] partners,
            Part<SourceDistribution> source,
            Part<Coupling> coupling,
            Part<TrainingTimes> times,
            Part<Objective> objective,
            LabelDropout dropout,
            boolean weighted,
            RandomStreams random,
            int batch,
            Stopwatch watch,
            CouplingMeter meter,
            Variation variation,
            ConditionInput input) {
        this.input = input;
        this.times = times;
        this.objective = objective;
        this.dropout = dropout;
        this.weighted = weighted;
        this.random = random;
        this.epochs = new Epochs(random, training.count());
        this.batch = batch;
        this.watch = watch;
        this.meter = meter;
        this.perPlan = minibatchesPerPlan(coupling.component().otBatch(), batch);
        this.marginals = training.loaded().map(Marginals::of).orElse(null);
        this.coupler = new BatchCoupler(
                training, partners, source, coupling, weighted, random, batch, watch, variation, marginals);
    }

    /**
     * How many minibatches come from one plan.
     *
     * @throws IllegalArgumentException if {@code otBatch} is not a multiple of the batch
     */
    public static int minibatchesPerPlan(int otBatch, int batch) {
        if (otBatch % batch != 0 || otBatch < 0) {
            throw new IllegalArgumentException(
                    "otBatch is " + otBatch + ", which is not a multiple of train.batch, " + batch);
        }
        return Math.max(1, otBatch / batch);
    }

    /** Whether each minibatch has a plan of its own, so that one takes about as long as another. */
    boolean plansEach() {
        return perPlan == 1;
    }

    public CouplingMeter meter() {
        return meter;
    }

    /** As {@link #make(long, long, MinibatchWriter)}, where no later minibatches will be asked for. */
    public void make(long step, MinibatchWriter out) {
        make(step, step + 1, out);
    }

    /**
     * Writes the minibatch of {@code step}; pure given the step.
     *
     * @param end the step after the last one; plans for later ones are not made ahead
     * @throws dev.rheo.api.coupling.CouplingException if the batch cannot be coupled
     * @throws PairException if a component fails otherwise
     */
    public void make(long step, long end, MinibatchWriter out) {
        Coupled coupled = perPlan == 1 ? planned(step, 1) : groups.get(step / perPlan, (end + perPlan - 1) / perPlan);
        meter.made(step, coupled);
        long at = watch.start();
        Pairing pairing = coupled.part((int) (step % perPlan) * batch, batch);
        Points sources = coupled.starts().select(pairing.source());
        Rows targets = coupled.data().select(pairing.target());
        at = watch.lap(Phase.DATA, at);
        Times drawn = times.call(step, () -> times(step, pairing.weights()));
        at = watch.lap(Phase.TIMES, at);
        TrainingPairs pairs = new TrainingPairs(
                sources,
                targets.points(),
                labels(targets.labels(), step),
                drawn.t,
                drawn.weights,
                random.at("noise", step),
                legs(targets));
        objective.call(step, () -> {
            objective.component().fill(pairs, out);
            return pairs;
        });
        conditions(targets.conditions(), step, out);
        watch.lap(Phase.OBJECTIVE, at);
    }

    /** A plan for several minibatches, its pairs shuffled: couplings may give them in an order, of labels for instance. */
    private Coupled group(long number) {
        Coupled coupled = planned(number * perPlan, perPlan);
        return coupled.inOrder(random.at("coupling.order", number).permutation(perPlan * batch));
    }

    private Coupled planned(long first, int count) {
        Coupled coupled = coupler.couple(first, count, epochs);
        meter.planned(first, coupled);
        return coupled;
    }

    private void conditions(@Nullable Points conditions, long step, MinibatchWriter out) {
        if (conditions == null) {
            return;
        }
        IntPredicate withheld = dropout.dropped(random.at("label-dropout", step));
        if (input.width() > 0) {
            out.floats(ProgramBuilder.CONDITIONS, input.numbers(conditions, withheld));
        }
        if (conditions.dimension() > input.continuous()) {
            out.integers(ProgramBuilder.TOKENS, input.tokens(conditions, withheld));
        }
    }

    /**
     * Tells the timestep sampler what the rows of {@code step} lost; by one thread, in the order of steps.
     *
     * @throws PairException if it fails
     */
    public void learn(long step, float[] losses) {
        times.call(step, () -> {
            times.component().learn(step, random.at("time", step), losses);
            return losses;
        });
    }

    /** The legs that end at these rows. */
    private @Nullable Legs legs(Rows targets) {
        double[] to = targets.times();
        if (marginals == null || to == null) {
            return null;
        }
        return new Legs(Arrays.stream(to).map(marginals::before).toArray(), to);
    }

    private int @Nullable [] labels(int @Nullable [] labels, long step) {
        return labels == null ? null : dropout.apply(labels, random.at("label-dropout", step));
    }

    /** Flow times, and what they and the pairs weigh together. */
    private record Times(double[] t, double @Nullable [] weights) {}

    private Times times(long step, double @Nullable [] pairs) {
        TrainingTimes law = times.component().at(step);
        double[] t = law.sample(random.at("time", step), batch);
        if (!weighted) {
            return new Times(t, null);
        }
        boolean importance = law.importance();
        double[] weights = new double[batch];
        for (int i = 0; i < batch; i++) {
            weights[i] = (importance ? law.weight(t[i]) : 1) * (pairs == null ? 1 : pairs[i]);
        }
        return new Times(t, weights);
    }
}
