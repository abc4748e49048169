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
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Exact partial optimal transport of the minibatch, as {@code ot.partial.partial_wasserstein} of POT: min ⟨P, C⟩ with row sums
 * at most a, column sums at most b (uniform, 1 in all) and total mass m. Solved as a balanced problem with a dummy point on each
 * side that takes in what stays unpaired (Caffarelli and McCann 2010; Chapel et al. 2020), by the network simplex, with its
 * certificate.
 *
 * <p>Marginals are not preserved: the flow runs between the parts of source and data that were paired, which leaves
 * outliers aside. Sampling still starts from the whole source.
 */
@RheoComponent(
        name = "partial-ot",
        summary =
                "Pairs a given part of source and data by optimal transport and leaves the rest aside; robust to outliers.",
        formula = "min Σ P_ij c_ij over P ≥ 0 with P1 ≤ q0, Pᵀ1 ≤ q1 and total mass m",
        source = "Chapel et al. 2020; POT partial_wasserstein")
public final class PartialOtCoupling implements Coupling {
    /** The options of {@code partial-ot}. */
    public record Config(
            @Option(
                    value = "Fraction of the batch's mass that is transported (m of POT); 1 is minibatch-ot.",
                    min = 0,
                    above = true,
                    max = 1,
                    source = "Chapel et al. 2020")
            double mass,

            @Option(
                    value =
                            "row-conditional gives each source sample once, weighted by the mass that it moves (0: left"
                                    + " aside); categorical draws pairs from the plan, with replacement, all with its mass as weight.",
                    defaultsTo = "row-conditional")
            SinkhornCoupling.Pairs pairs,

            @Inline Transport transport)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LabelUse.wholeBatch(
                    Traits.of(TraitNames.PAIRS_WEIGHTED, TraitNames.COUPLING_UNBALANCED), "use class-conditional-ot");
        }
    }

    private static final long UNITS_PER_POINT = 1L << 20;

    private static final class Workspace {
        final CostMatrix real = new CostMatrix();
        final CostMatrix withDummies = new CostMatrix();
        final NetworkSimplex simplex = new NetworkSimplex();
    }

    private final Config config;
    private final Pool<Workspace> workspaces = new Pool<>(Workspace::new);

    @Inject
    public PartialOtCoupling(Config config) {
        this.config = config;
    }

    @Override
    public int otBatch() {
        return config.transport().otBatch();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Sizes.requireEqualCounts(batch);
        return LabelUse.pair(batch, random, false, this::solve);
    }

    private Pairing solve(Points source, Points target, RandomGenerator random) {
        return workspaces.with(workspace -> {
            workspace.real.fill(source, target, config.transport().cost());
            TransportPlan plan = plan(workspace.real, workspace.withDummies, workspace.simplex, config.mass());
            return new WeightedPairs(plan, source.count())
                    .pairs(config.pairs(), workspace.real, PlanFacts.EXACT, random);
        });
    }

    /** The partial plan of a square problem; its masses sum up to {@code mass}, to a millionth of a point. */
    static TransportPlan plan(CostMatrix real, CostMatrix withDummies, NetworkSimplex simplex, double mass) {
        int n = real.rows();
        double all = (double) n * UNITS_PER_POINT;
        long aside = Math.min((long) all - 1, Math.round((1 - mass) * all));
        long[] masses = new long[aside > 0 ? n + 1 : n];
        Arrays.fill(masses, UNITS_PER_POINT);
        if (aside > 0) {
            masses[n] = aside;
            withDummies.fillWithDummies(real);
        }
        TransportPlan plan = simplex.solve(aside > 0 ? withDummies : real, masses, masses);
        return plan.within(n, n).scaled(1 / all);
    }
}
