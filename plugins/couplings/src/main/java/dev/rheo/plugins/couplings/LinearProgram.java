package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/**
 * The same linear program written out (n² variables, 2n equations) for a general simplex code. Slow, and independent of
 * {@link Assignment}. Costs are scaled to 0 … 1 first, because the code's tolerances are absolute; its vertex is read as a
 * permutation and certified by {@link Potentials}.
 */
final class LinearProgram implements TransportSolver {
    /** Beyond this, minutes go by. */
    static final int LARGEST = 128;

    private static final double RELATIVE_GAP = 1e-6;

    @Override
    public int[] solve(CostMatrix cost) {
        int n = cost.rows();
        if (n > LARGEST) {
            throw new CouplingException(
                    "solver: linear-program is for small batches (at most " + LARGEST + ", this one has " + n
                            + "). Use coupling.solver: auto, which finds the same plan, or reduce train.batch.");
        }
        Optimisation.Result result = program(cost).minimise();
        if (!result.getState().isOptimal()) {
            throw new CouplingException("The linear program of this batch of " + n + " ended as " + result.getState()
                    + " instead of optimal. Use coupling.solver: auto.");
        }
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

    private static ExpressionsBasedModel program(CostMatrix cost) {
        int n = cost.rows();
        double range = cost.largest() - cost.least();
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] rows = new Expression[n];
        Expression[] columns = new Expression[n];
        for (int k = 0; k < n; k++) {
            rows[k] = model.newExpression("row " + k).level(BigDecimal.ONE);
            columns[k] = model.newExpression("column " + k).level(BigDecimal.ONE);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double scaled = range > 0 ? (cost.values()[i * n + j] - cost.least()) / range : 0;
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
