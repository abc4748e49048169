package dev.rheo.plugins.couplings;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Pairs drawn from the entropic plan of the minibatch, min ⟨P, C⟩ + λ KL(P ‖ uniform), C = |x0 − x1|² by default, whose fixed point
 * Sinkhorn's iteration describes. Computed from potentials by {@code EntropicSolver}, so no cost is too large for λ, and
 * rounded to exact marginals. A batch whose plan does not converge is refused, or reported; it is never replaced by another plan.
 */
@RheoComponent(
        name = "sinkhorn",
        summary = "Pairs source and data by entropic optimal transport within the minibatch.",
        formula = "min Σ P_ij |x0_i − x1_j|² + λ KL(P || q0 ⊗ q1), λ = 2σ²",
        source = "Cuturi 2013; Tong et al. 2024 (SB-CFM), with λ = 2σ²")
public final class SinkhornCoupling implements Coupling {
    /** How pairs are drawn from the plan. */
    public enum Pairs {
        ROW_CONDITIONAL,
        CATEGORICAL
    }

    /** What becomes of a batch whose plan did not converge. */
    public enum Unconverged {
        REFUSE,
        REPORT
    }

    /** The options of {@code sinkhorn}: exactly one of {@code regularization} and {@code sigma}. */
    public record Config(
            @Option(
                    value =
                            "λ: weight of the Kullback–Leibler term against the squared distance (reg of POT). Small comes"
                                    + " close to minibatch-ot, large to independent.",
                    defaultsTo = Option.ABSENT,
                    min = 0,
                    above = true)
            @Nullable
            Double regularization,

            @Option(
                    value = "Instead of regularization: the noise σ of the Schrödinger bridge to learn; λ = 2σ².",
                    defaultsTo = Option.ABSENT,
                    min = 0,
                    above = true,
                    source = "Tong et al. 2024")
            @Nullable
            Double sigma,

            @Option(
                    value =
                            "L1 error of the plan's marginals at which the iteration stops, before they are rounded to be"
                                    + " exact.",
                    defaultsTo = "1e-6",
                    min = 0,
                    above = true,
                    max = 0.1)
            double tolerance,

            @Option(value = "Most steps before the batch is given up as not converging.", defaultsTo = "1000", min = 1)
            int maxIterations,

            @Option(
                    value = "Couple the data of each label by themselves; wanted with a class-conditional network.",
                    defaultsTo = "false")
            boolean withinLabels,

            @Option(
                    value =
                            "row-conditional keeps every source sample and draws a datum for it; categorical draws whole"
                                    + " pairs, with replacement.",
                    defaultsTo = "row-conditional",
                    source = "torchcfm draws whole pairs")
            Pairs pairs,

            @Option(
                    value =
                            "What becomes of a batch whose plan did not converge: refuse ends the run; report rounds it to exact"
                                    + " marginals as it is, with a warning, and counts it in the run's metrics.",
                    defaultsTo = "refuse")
            Unconverged unconverged,

            @Inline Transport transport)
            implements ComponentConfig {
        public Config(
                @Nullable Double regularization,
                @Nullable Double sigma,
                double tolerance,
                int maxIterations,
                boolean withinLabels,
                Pairs pairs,
                Unconverged unconverged,
                Transport transport) {
            this.regularization = regularization;
            this.sigma = sigma;
            this.tolerance = tolerance;
            this.maxIterations = maxIterations;
            this.withinLabels = withinLabels;
            this.pairs = pairs;
            this.unconverged = unconverged;
            this.transport = transport;
        }

        @Override
        public void check(Problems problems) {
            if (regularization == null && sigma == null) {
                problems.error(
                        "regularization",
                        "the entropic plan needs its regularization",
                        "give regularization: λ, or sigma: σ for a Schrödinger bridge (λ = 2σ²)");
            } else if (regularization != null && sigma != null) {
                problems.error(
                        "sigma",
                        "regularization and sigma both set λ",
                        "keep one of them: sigma: σ means regularization: 2σ²");
            }
        }

        @Override
        public Traits traits() {
            return LabelUse.traits(transport.entropic(), withinLabels);
        }

        /** λ, from whichever option gives it. */
        double lambda() {
            if (regularization != null) {
                return regularization;
            }
            if (sigma != null) {
                return 2 * sigma * sigma;
            }
            throw new IllegalArgumentException("sinkhorn needs regularization or sigma");
        }
    }

    private record Workspace(CostMatrix cost, EntropicSolver solver) {}

    private final Config config;
    private final double lambda;
    private final Pool<Workspace> workspaces = new Pool<>(() -> new Workspace(new CostMatrix(), new EntropicSolver()));

    @Inject
    public SinkhornCoupling(Config config) {
        this.config = config;
        this.lambda = config.lambda();
    }

    @Override
    public int otBatch() {
        return config.transport().otBatch();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        Sizes.requireEqualCounts(batch);
        return LabelUse.pair(batch, random, config.withinLabels(), this::draw);
    }

    private Pairing draw(Points source, Points target, RandomGenerator random) {
        return workspaces.with(workspace -> {
            CostMatrix cost = workspace.cost();
            cost.fill(source, target, config.transport().cost());
            SparseKernel kernel = solve(workspace.solver(), cost);
            PlanFacts facts = new PlanFacts(kernel.error(), kernel.error() <= config.tolerance());
            EntropicPlan plan = new EntropicPlan(kernel);
            int n = target.count();
            int[] rows = new int[n];
            int[] columns = new int[n];
            for (int k = 0; k < n; k++) {
                rows[k] = config.pairs() == Pairs.ROW_CONDITIONAL ? k : random.nextInt(n);
                columns[k] = plan.draw(rows[k], random);
            }
            return new Pairing(rows, columns, null, facts);
        });
    }

    private SparseKernel solve(EntropicSolver solver, CostMatrix cost) {
        return config.unconverged() == Unconverged.REFUSE
                ? solver.solve(cost, lambda, config.tolerance(), config.maxIterations())
                : solver.approach(cost, lambda, Double.POSITIVE_INFINITY, config.tolerance(), config.maxIterations());
    }
}
