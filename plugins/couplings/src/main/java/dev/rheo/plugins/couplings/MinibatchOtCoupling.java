package dev.rheo.plugins.couplings;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.data.Points;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Exact optimal transport of the minibatch: the linear program min ⟨P, C⟩ with C = |x0 − x1|² and uniform marginals, whose
 * optimum for a square batch is a permutation. Optimality is certified by duality, batch by batch. Ties between optimal
 * plans are broken by the order of the rows.
 *
 * <p>The plan of a minibatch is biased (its expected cost is above W2²), its marginals are not, so conditional flow
 * matching stays valid (Fatras et al. 2020).
 */
@RheoComponent(
        name = "minibatch-ot",
        summary = "Pairs source and data by exact optimal transport within the minibatch.",
        source = "Tong et al. 2024 (OT-CFM); Pooladian et al. 2023")
public final class MinibatchOtCoupling implements Coupling {
    /** How the linear program is solved. All solvers reach the same optimal cost. */
    public enum Solver {
        AUTO,
        ASSIGNMENT,
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
                            "How the linear program is solved: auto, assignment (auction and shortest augmenting paths),"
                                    + " or linear-program (a general simplex code, for small batches and for comparison).",
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
            Pairs pairs)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return LabelUse.traits(Traits.of(TraitNames.COUPLING_EXACT_OT), withinLabels);
        }
    }

    private record Workspace(CostMatrix cost, TransportSolver solver) {}

    private final Config config;
    private final Pool<Workspace> workspaces;

    @Inject
    public MinibatchOtCoupling(Config config) {
        this.config = config;
        workspaces = new Pool<>(() -> new Workspace(new CostMatrix(), solver(config.solver())));
    }

    private static TransportSolver solver(Solver solver) {
        return switch (solver) {
            case AUTO, ASSIGNMENT -> new Assignment();
            case LINEAR_PROGRAM -> new LinearProgram();
        };
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        return LabelUse.pair(batch, random, config.withinLabels(), this::solve);
    }

    private Pairing solve(Points source, Points target, RandomGenerator random) {
        int[] columnOf = workspaces.with(workspace -> {
            workspace.cost().fill(source, target);
            return workspace.solver().solve(workspace.cost());
        });
        int n = columnOf.length;
        int[] rows = config.pairs() == Pairs.PERMUTATION
                ? IntStream.range(0, n).toArray()
                : IntStream.range(0, n).map(k -> random.nextInt(n)).toArray();
        return new Pairing(rows, Arrays.stream(rows).map(i -> columnOf[i]).toArray(), null);
    }
}
