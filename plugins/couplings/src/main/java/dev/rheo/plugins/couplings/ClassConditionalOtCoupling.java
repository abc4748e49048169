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
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exact optimal transport for class-conditional networks. Source samples are lent to labels at random, as many to each as it has
 * data; then a source sample may go to data of its own label only, or to others for a price ({@code mismatch}). Without a price it is
 * {@code minibatch-ot} with {@code withinLabels}: the source samples of every label keep the source's law, and conditional
 * samples are unbiased. With a price the plan is shorter, and the bias of transport over the whole batch comes back the more, the
 * smaller the price.
 */
@RheoComponent(
        name = "class-conditional-ot",
        summary = "Pairs source and data by exact optimal transport that respects labels.",
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
                    value = "permutation uses each row once; with-replacement draws pairs from the plan, which repeats"
                            + " some rows and leaves others out.",
                    defaultsTo = "permutation")
            MinibatchOtCoupling.Pairs pairs,

            @Inline Transport transport)
            implements ComponentConfig {
        public Config(@Nullable Double mismatch, MinibatchOtCoupling.Pairs pairs, Transport transport) {
            this.mismatch = mismatch;
            this.pairs = pairs;
            this.transport = transport;
        }

        @Override
        public Traits traits() {
            Traits traits = transport.exact().requires(TraitNames.DATA_LABELS, "transport is to respect labels");
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
        Cost cost = config.transport().cost();
        Double mismatch = config.mismatch();
        if (mismatch == null) {
            return LabelUse.pair(
                    batch,
                    random,
                    true,
                    (source, target, draws) -> exact.pair(costs -> costs.fill(source, target, cost), draws));
        }
        Sizes.requireEqualCounts(batch);
        return LabelUse.pair(batch, random, false, (source, target, draws) -> {
            int[] labels = LabelUse.labels(batch);
            int[] lent = new int[labels.length];
            int[] order = IndependentCoupling.permutation(labels.length, draws);
            for (int i = 0; i < lent.length; i++) {
                lent[i] = labels[order[i]];
            }
            return exact.pair(
                    costs -> {
                        costs.fill(source, target, cost);
                        costs.addMismatch(lent, labels, mismatch);
                    },
                    draws);
        });
    }
}
