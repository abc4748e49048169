package dev.rheo.plugins.couplings;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;

/**
 * Exact optimal transport of the minibatch: the linear program min ⟨P, C⟩ with uniform marginals, whose optimum for a square
 * batch is a permutation. Optimality is certified by duality, batch by batch. Ties between optimal plans are broken by the
 * order of the rows.
 *
 * <p>The plan of a minibatch is biased (its expected cost is above W2²), its marginals are not, so conditional flow
 * matching stays valid (Fatras et al. 2020).
 *
 * <p>Given more or fewer source samples than data, it gives a pair for each datum, whose source sample is drawn from the
 * plan's conditional distribution.
 */
@RheoComponent(
        name = "minibatch-ot",
        summary = "Pairs source and data by exact optimal transport within the minibatch.",
        formula = "min Σ P_ij c(x0_i, x1_j) over plans P with marginals 1/n",
        source = "Tong et al. 2024 (OT-CFM); Pooladian et al. 2023")
public final class MinibatchOtCoupling implements Coupling {
    /** How the linear program is solved. All solvers reach the same optimal cost. */
    public enum Solver {
        AUTO,
        ASSIGNMENT,
        NETWORK_SIMPLEX,
        LINEAR_PROGRAM
    }

    /** How pairs are read off the plan. */
    public enum Pairs {
        PERMUTATION,
        WITH_REPLACEMENT
    }

    /** The options of {@code minibatch-ot}. */
    public record Config(
            @Option(
                    value =
                            "How the linear program is solved: auto (assignment where there are as many source samples as"
                                    + " data), assignment (auction and shortest augmenting paths), network-simplex, or"
                                    + " linear-program (a general simplex code, for small batches and for comparison).",
                    defaultsTo = "auto")
            Solver solver,

            @Option(
                    value = "Couple the data of each label by themselves; wanted with a class-conditional network.",
                    defaultsTo = "false")
            boolean withinLabels,

            @Option(
                    value = "permutation uses each row once; with-replacement draws pairs from the plan, which repeats"
                            + " some rows and leaves others out.",
                    defaultsTo = "permutation",
                    source = "torchcfm draws with replacement")
            Pairs pairs,

            @Inline Transport transport)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LabelUse.traits(transport.exact(), withinLabels);
        }
    }

    private final Config config;
    private final ExactPairs exact;

    @Inject
    public MinibatchOtCoupling(Config config) {
        this.config = config;
        exact = new ExactPairs(config.solver(), config.pairs());
    }

    @Override
    public int otBatch() {
        return config.transport().otBatch();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        return LabelUse.pair(batch, random, config.withinLabels(), this::solve);
    }

    private Pairing solve(Points source, Points target, RandomGenerator random) {
        return exact.pair(cost -> cost.fill(source, target, config.transport().cost()), random);
    }
}
