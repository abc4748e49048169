package dev.rheo.plugins.couplings;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Exact optimal transport for class-conditional networks. Source samples are lent to labels at random, as many to each as it has
 * data; then a source sample may go to data of its own label only, or to others for a price ({@code mismatch}). Without a price it is
 * {@code minibatch-ot} with {@code withinLabels}: the source samples of every label keep the source's law, and conditional
 * samples are unbiased. With a price the plan is shorter, and the bias of transport over the whole batch comes back the more, the
 * smaller the price.
 *
 * <p>Continuous conditions are lent to source samples likewise, and a pair costs {@code conditionWeight} times the squared distance of
 * its two in addition. The bias vanishes as the weight and the batch grow.
 */
@RheoComponent(
        name = "class-conditional-ot",
        summary = "Pairs source and data by exact optimal transport that respects labels and conditions.",
        source = "Cheng and Schwing 2025 (C2OT)")
public final class ClassConditionalOtCoupling implements Coupling {
    /** The options of {@code class-conditional-ot}. */
    public record Config(
            @Option(
                    value = "Price of a pair across labels, added to its cost; absent: no such pairs. Small prices bias"
                            + " conditional samples.",
                    defaultsTo = Option.ABSENT,
                    min = 0,
                    unit = "of the cost",
                    source = "Cheng and Schwing 2025 (C2OT)")
            @Nullable
            Double mismatch,

            @Option(
                    value =
                            "Price of a distance of 1 between the conditions of a pair, squared, in standard deviations; for"
                                    + " data with continuous conditions. Small prices bias conditional samples.",
                    defaultsTo = "100",
                    min = 0,
                    unit = "of the cost",
                    source = "Kerrigan et al. 2024, arXiv 2404.04240; Chemseddine et al. 2024, arXiv 2403.18705")
            double conditionWeight,

            @Option(
                    value = "permutation uses each row once; with-replacement draws pairs from the plan, which repeats"
                            + " some rows and leaves others out.",
                    defaultsTo = "permutation")
            MinibatchOtCoupling.Pairs pairs,

            @Inline Transport transport)
            implements ComponentConfig {
        public Config(
                @Nullable Double mismatch,
                double conditionWeight,
                MinibatchOtCoupling.Pairs pairs,
                Transport transport) {
            this.mismatch = mismatch;
            this.conditionWeight = conditionWeight;
            this.pairs = pairs;
            this.transport = transport;
        }

        /** For data without conditions. */
        Config(@Nullable Double mismatch, MinibatchOtCoupling.Pairs pairs, Transport transport) {
            this(mismatch, 100, pairs, transport);
        }

        @Override
        public Traits traits() {
            Traits traits = transport
                    .exact()
                    .requires(TraitNames.DATA_CONDITIONED, "transport is to respect labels and conditions");
            return mismatch == null
                    ? traits
                    : traits.discourages(
                            TraitNames.NETWORK_CLASS_CONDITIONAL,
                            "pairs across labels at a price tie the source sample to the label to some extent, so conditional"
                                    + " samples come out somewhat biased; leave out coupling.mismatch for none");
        }
    }

    private final Config config;
    private final ExactPairs exact;

    @Inject
    public ClassConditionalOtCoupling(Config config) {
        this.config = config;
        exact = new ExactPairs(MinibatchOtCoupling.Solver.AUTO, config.pairs());
    }

    @Override
    public int otBatch() {
        return config.transport().otBatch();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Points conditions = batch.conditions();
        Double mismatch = config.mismatch();
        if (conditions == null && mismatch == null) {
            Cost cost = config.transport().cost();
            return LabelUse.pair(
                    batch,
                    random,
                    true,
                    (source, target, draws) -> exact.pair(costs -> costs.fill(source, target, cost), draws));
        }
        Sizes.requireEqualCounts(batch);
        return LabelUse.pair(batch, random, false, (source, target, draws) -> priced(batch, mismatch, draws));
    }

    /** Source rows have the label and the conditions of data that are dealt to them at random. */
    private Pairing priced(CouplingBatch batch, @Nullable Double mismatch, RandomGenerator draws) {
        int[] labels = batch.labels() == null && batch.conditions() != null ? null : LabelUse.labels(batch);
        int[] order = IndependentCoupling.permutation(batch.target().count(), draws);
        return exact.pair(
                costs -> {
                    costs.fill(
                            batch.source(), batch.target(), config.transport().cost());
                    if (labels != null) {
                        int[] lent = IntStream.of(order).map(i -> labels[i]).toArray();
                        double apart = mismatch != null ? mismatch : forbidding(costs, batch.conditions());
                        costs.addMismatch(lent, labels, apart);
                    }
                    Points conditions = batch.conditions();
                    if (conditions != null) {
                        costs.addDistance(conditions.select(order), conditions, config.conditionWeight());
                    }
                },
                draws);
    }

    /** A price that no plan pays if it can do without: more than all other costs together. */
    private double forbidding(CostMatrix costs, @Nullable Points conditions) {
        double farthest = 0;
        if (conditions != null) {
            double[] distances = new double[conditions.count() * conditions.count()];
            conditions.squaredDistances(conditions, distances);
            farthest =
                    config.conditionWeight() * DoubleStream.of(distances).max().orElse(0);
        }
        return costs.rows() * (costs.largest() + farthest + 1);
    }
}
