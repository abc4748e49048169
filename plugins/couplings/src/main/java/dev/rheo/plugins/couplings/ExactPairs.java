package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Pairs;
import dev.rheo.plugins.couplings.MinibatchOtCoupling.Solver;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Solves the linear program of a cost matrix, and reads pairs off the plan. Thread-safe. */
final class ExactPairs {
    private final Solver solver;
    private final Pairs pairs;
    private final Pool<Workspace> workspaces = new Pool<>(Workspace::new);

    ExactPairs(Solver solver, Pairs pairs) {
        this.solver = solver;
        this.pairs = pairs;
    }

    private static final class Workspace {
        final CostMatrix cost = new CostMatrix();
        final Assignment assignment = new Assignment();
        final NetworkSimplex simplex = new NetworkSimplex();
        final LinearProgram program = new LinearProgram();
    }

    /**
     * One pair per column of the matrix.
     *
     * @param fill writes the costs
     */
    Pairing pair(Consumer<CostMatrix> fill, RandomGenerator random) {
        return workspaces.with(workspace -> {
            CostMatrix cost = workspace.cost;
            fill.accept(cost);
            return cost.rows() == cost.columns()
                    ? square(permutation(workspace, cost), random)
                    : rectangular(plan(workspace, cost), cost, random);
        });
    }

    private int[] permutation(Workspace workspace, CostMatrix cost) {
        return switch (solver) {
            case AUTO, ASSIGNMENT -> workspace.assignment.solve(cost);
            case LINEAR_PROGRAM -> workspace.program.solve(cost);
            case NETWORK_SIMPLEX ->
                // Whole masses have whole flows: one cell per row.
                workspace
                        .simplex
                        .solve(cost, masses(cost.rows(), 1), masses(cost.rows(), 1))
                        .column();
        };
    }

    private TransportPlan plan(Workspace workspace, CostMatrix cost) {
        long[] supply = masses(cost.rows(), cost.columns());
        long[] demand = masses(cost.columns(), cost.rows());
        return switch (solver) {
            case AUTO, NETWORK_SIMPLEX -> workspace.simplex.solve(cost, supply, demand);
            case LINEAR_PROGRAM -> workspace.program.solve(cost, supply, demand);
            case ASSIGNMENT ->
                throw new CouplingException(
                        "solver: assignment needs as many source samples as data, but the batch has " + cost.rows()
                                + " and " + cost.columns() + ". Use coupling.solver: auto.");
        };
    }

    private static long[] masses(int count, long each) {
        long[] masses = new long[count];
        Arrays.fill(masses, each);
        return masses;
    }

    private Pairing square(int[] columnOf, RandomGenerator random) {
        int n = columnOf.length;
        int[] rows = pairs == Pairs.PERMUTATION
                ? IntStream.range(0, n).toArray()
                : IntStream.range(0, n).map(k -> random.nextInt(n)).toArray();
        return new Pairing(rows, Arrays.stream(rows).map(i -> columnOf[i]).toArray(), null);
    }

    /** Without a permutation to read off, each datum is kept once and its source sample drawn. */
    private Pairing rectangular(TransportPlan plan, CostMatrix cost, RandomGenerator random) {
        TransportPlan byColumn = plan.transposed();
        int m = cost.columns();
        int[] start = byColumn.rowStarts(m);
        int[] rows = new int[m];
        int[] columns = new int[m];
        for (int k = 0; k < m; k++) {
            columns[k] = pairs == Pairs.PERMUTATION ? k : random.nextInt(m);
            rows[k] = byColumn.column()[byColumn.draw(start[columns[k]], start[columns[k] + 1], random)];
        }
        return new Pairing(rows, columns, null);
    }
}
