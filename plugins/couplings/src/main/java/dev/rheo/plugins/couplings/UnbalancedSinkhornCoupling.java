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
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;

/**
 * Pairs drawn from the unbalanced entropic plan of the minibatch (Chizat et al. 2018), min ⟨P, C⟩ + λ KL(P ‖ a ⊗ b) + ρ KL(P1 ‖ a) +
 * ρ KL(P'1 ‖ b) with KL(p ‖ q) = Σ p log(p/q) − p + q, a and b uniform: {@code ot.unbalanced.sinkhorn_unbalanced} of POT with
 * {@code reg} = λ, {@code reg_m} = ρ and {@code reg_type="kl"} (its default since 0.9.5). Solved by the Newton method of
 * {@code sinkhorn}.
 *
 * <p>Marginals are not preserved: points far from everything lose mass. The flow runs between reweighted source and
 * data. Sampling still starts from the source as it is.
 */
@RheoComponent(
        name = "unbalanced-sinkhorn",
        summary = "Pairs source and data by entropic transport that may leave mass aside; robust to outliers.",
        formula = "min Σ P_ij c_ij + λ KL(P || q0 ⊗ q1) + ρ KL(P1 || q0) + ρ KL(Pᵀ1 || q1)",
        source = "Chizat et al. 2018; Eyring et al. 2024 (unbalanced flow matching)")
public final class UnbalancedSinkhornCoupling implements Coupling {
    /** The options of {@code unbalanced-sinkhorn}. */
    public record Config(
            @Option(
                    value = "Weight of the Kullback-Leibler term against the cost (reg of POT).",
                    min = 0,
                    above = true,
                    unit = "of the cost",
                    source = "Chizat et al. 2018")
            double regularization,

            @Option(
                    value =
                            "Weight of each marginal's divergence from uniform (reg_m of POT): about the cost beyond which a"
                                    + " point is left aside. Large comes close to sinkhorn.",
                    min = 0,
                    above = true,
                    unit = "of the cost",
                    source = "Chizat et al. 2018")
            double marginalPenalty,

            @Option(
                    value = "L1 error of the column masses at which the iteration stops.",
                    defaultsTo = "1e-6",
                    min = 0,
                    above = true,
                    max = 0.1)
            double tolerance,

            @Option(value = "Most steps before the batch is given up as not converging.", defaultsTo = "1000", min = 1)
            int maxIterations,

            @Option(
                    value =
                            "row-conditional gives each source sample once, weighted by the mass that it moves; categorical"
                                    + " draws pairs from the plan, with replacement, all with its mass as weight.",
                    defaultsTo = "row-conditional")
            SinkhornCoupling.Pairs pairs,

            @Inline Transport transport)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LabelUse.wholeBatch(
                    Traits.of(TraitNames.PAIRS_WEIGHTED, TraitNames.COUPLING_UNBALANCED),
                    "use class-conditional-ot, or sinkhorn with withinLabels: true");
        }
    }

    private record Workspace(CostMatrix cost, EntropicSolver solver) {}

    private final Config config;
    private final Pool<Workspace> workspaces = new Pool<>(() -> new Workspace(new CostMatrix(), new EntropicSolver()));

    @Inject
    public UnbalancedSinkhornCoupling(Config config) {
        this.config = config;
    }

    @Override
    public int otBatch() {
        return config.transport().otBatch();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Sizes.requireEqualCounts(batch);
        return LabelUse.pair(batch, random, false, this::draw);
    }

    private Pairing draw(Points source, Points target, RandomGenerator random) {
        return workspaces.with(workspace -> {
            CostMatrix cost = workspace.cost();
            cost.fill(source, target, config.transport().cost());
            SparseKernel kernel = workspace
                    .solver()
                    .solve(
                            cost,
                            config.regularization(),
                            config.marginalPenalty(),
                            config.tolerance(),
                            config.maxIterations());
            PlanFacts facts = new PlanFacts(kernel.error(), true);
            return new WeightedPairs(kernel.plan(), source.count()).pairs(config.pairs(), cost, facts, random);
        });
    }
}
