package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/**
 * The same linear program written out (nm variables, n + m equations) for a general simplex code. Slow, and independent of
 * {@link Assignment} and {@link NetworkSimplex}. Costs are scaled to 0 … 1 first, because the code's tolerances are absolute;
 * the vertex of a square uniform problem is read as a permutation and certified by {@link Potentials}.
 */
final class LinearProgram implements TransportSolver {
    /** Beyond this, minutes go by. */
    static final int LARGEST = 128;

    private static final double RELATIVE_GAP = 1e-6;

    @Override
    public int[] solve(CostMatrix cost) {
        int n = cost.rows();
        Optimisation.Result result = solved(cost, ones(n), ones(n));
        int[] columnOf = permutation(result, n);
        double slack = Potentials.slack(cost, columnOf);
        if (!(slack <= RELATIVE_GAP * (cost.largest() - cost.least()))) {
            throw new CouplingException(String.format(
                    Locale.ROOT,
                    "The linear program of this batch of %d ended %.3g above the optimum. Use coupling.solver: auto.",
                    n,
                    slack));
        }
        return columnOf;
    }

    /** The plan of any row and column masses, certified by nothing but the code's own word. */
    TransportPlan solve(CostMatrix cost, long[] supply, long[] demand) {
        Optimisation.Result result = solved(cost, supply, demand);
        int cells = cost.rows() * cost.columns();
        int[] row = new int[cells];
        int[] column = new int[cells];
        double[] mass = new double[cells];
        int count = 0;
        for (int k = 0; k < cells; k++) {
            double moved = result.doubleValue(k);
            if (moved > 0) {
                row[count] = k / cost.columns();
                column[count] = k % cost.columns();
                mass[count++] = moved;
            }
        }
        return TransportPlan.sorted(row, column, mass, count);
    }

    private static Optimisation.Result solved(CostMatrix cost, long[] supply, long[] demand) {
        int n = Math.max(cost.rows(), cost.columns());
        if (n > LARGEST) {
            throw new CouplingException(
                    "solver: linear-program is for small batches (at most " + LARGEST + ", this one has " + n
                            + "). Use coupling.solver: auto, which finds the same plan, or reduce train.batch.");
        }
        Optimisation.Result result = program(cost, supply, demand).minimise();
        if (!result.getState().isOptimal()) {
            throw new CouplingException("The linear program of this batch of " + n + " ended as " + result.getState()
                    + " instead of optimal. Use coupling.solver: auto.");
        }
        return result;
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static ExpressionsBasedModel program(CostMatrix cost, long[] supply, long[] demand) {
        int n = cost.rows();
        int m = cost.columns();
        double range = cost.largest() - cost.least();
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] rows = new Expression[n];
        Expression[] columns = new Expression[m];
        for (int i = 0; i < n; i++) {
            rows[i] = model.newExpression("row " + i).level(BigDecimal.valueOf(supply[i]));
        }
        for (int j = 0; j < m; j++) {
            columns[j] = model.newExpression("column " + j).level(BigDecimal.valueOf(demand[j]));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double scaled = range > 0 ? (cost.values()[i * m + j] - cost.least()) / range : 0;
                var mass = model.newVariable(i + "-" + j).lower(BigDecimal.ZERO).weight(BigDecimal.valueOf(scaled));
                rows[i].set(mass, BigDecimal.ONE);
                columns[j].set(mass, BigDecimal.ONE);
            }
        }
        return model;
    }

    private static int[] permutation(Optimisation.Result result, int n) {
        int[] columnOf = new int[n];
        boolean[] used = new boolean[n];
        for (int i = 0; i < n; i++) {
            int best = 0;
            for (int j = 1; j < n; j++) {
                if (result.doubleValue(i * n + j) > result.doubleValue(i * n + best)) {
                    best = j;
                }
            }
            columnOf[i] = best;
            used[best] = true;
        }
        for (boolean once : used) {
            if (!once) {
                throw new CouplingException(
                        "The linear program of this batch of " + n + " gave a plan that is not a vertex: "
                                + Arrays.toString(columnOf) + ". Use coupling.solver: auto.");
            }
        }
        return columnOf;
    }
}
