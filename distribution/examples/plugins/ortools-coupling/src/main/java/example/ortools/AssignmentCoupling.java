package example.ortools;

import com.google.ortools.Loader;
import com.google.ortools.graph.LinearSumAssignment;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Exact optimal transport of a minibatch by the cost-scaling algorithm of OR-tools. It computes with whole numbers: squared
 * distances are rounded to a share of the largest one, so the plan's mean cost is above the optimum by at most that share.
 *
 * <p>The native library is loaded with the first batch, not with the class or the component: commands that only look at
 * components should neither wait for it nor fail because of it.
 */
@RheoComponent(
        name = "ortools-assignment",
        summary = "Pairs source and data by exact optimal transport, solved by OR-tools in native code.",
        formula = "min Σ |x0_i − x1_π(i)|² over permutations π",
        source = "Goldberg and Kennedy 1995; OR-tools, LinearSumAssignment")
public final class AssignmentCoupling implements Coupling {
    public record Config(
            @Option(
                    value = "Costs are rounded to 2^-bits of the largest one of the batch.",
                    defaultsTo = "40",
                    min = 16,
                    max = 48)
            int bits)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.COUPLING_EXACT_OT, TraitNames.COUPLING_WHOLE_BATCH)
                    .discourages(
                            TraitNames.NETWORK_CLASS_CONDITIONAL,
                            "transport over the whole batch ties the source sample to the label");
        }
    }

    private final long scale;

    @Inject
    public AssignmentCoupling(Config config) {
        this.scale = 1L << config.bits();
    }

    @Override
    public Pairing pair(CouplingBatch batch, RandomGenerator random) {
        int n = batch.target().count();
        if (batch.source().count() != n) {
            throw new CouplingException("A batch of " + n + " data came with "
                    + batch.source().count() + " source samples; as many are needed.");
        }
        if (batch.source().dimension() != batch.target().dimension()) {
            throw new CouplingException("Source samples have " + batch.source().dimension() + " dimensions, data have "
                    + batch.target().dimension() + "; use a source of the data's shape.");
        }
        if (n == 0) {
            return Pairing.identity(0);
        }
        double[] costs = new double[n * n];
        batch.source().squaredDistances(batch.target(), costs);
        int[] rows = IntStream.range(0, n).toArray();
        return new Pairing(rows, solve(n, costs, unit(costs)), null);
    }

    /** What the costs are multiplied with before they are rounded. */
    private double unit(double[] costs) {
        double largest = 0;
        for (double cost : costs) {
            if (!Double.isFinite(cost)) {
                throw new CouplingException("A distance in the batch is not finite; check the data.");
            }
            largest = Math.max(largest, cost);
        }
        return largest == 0 ? 0 : scale / largest;
    }

    private static int[] solve(int n, double[] costs, double unit) {
        Natives.load();
        LinearSumAssignment assignment = new LinearSumAssignment();
        try {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    assignment.addArcWithCost(i, j, Math.round(costs[i * n + j] * unit));
                }
            }
            LinearSumAssignment.Status status = assignment.solve();
            if (status != LinearSumAssignment.Status.OPTIMAL) {
                throw new CouplingException(
                        "OR-tools found no assignment for " + n + " pairs (" + status + "); lower coupling.bits.");
            }
            return IntStream.range(0, n).map(assignment::getRightMate).toArray();
        } finally {
            assignment.delete();
        }
    }

    /** The JVM initialises a class once, whichever thread asks first. */
    private static final class Natives {
        private static final String PROBLEM = problem();

        private static String problem() {
            try {
                Loader.loadNativeLibraries();
                return "";
            } catch (RuntimeException | LinkageError e) {
                return String.valueOf(e.getMessage());
            }
        }

        static void load() {
            if (!PROBLEM.isEmpty()) {
                throw new CouplingException("OR-tools' native library cannot be loaded on this machine (" + PROBLEM
                        + "); use the coupling minibatch-ot.");
            }
        }
    }
}
