package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Locale;

/**
 * The transportation problem min ⟨P, C⟩ with any row and column masses, by the primal network simplex on the bipartite
 * graph (Ahuja, Magnanti and Orlin 1993, chapter 11): the basis is a spanning tree of {@link SpanningTree}, an entering cell is the
 * most negative of a block of about √(nm) cells, and the leaving one keeps the tree strongly feasible (Cunningham 1976), so
 * that degenerate pivots, of which there are many, cannot cycle. Masses are whole numbers, so flows are exact. Holds buffers:
 * confined to one call at a time.
 *
 * <p>A plan is returned with a certificate only: Σ P (C − u − v), with its own rounding on top, bounds what a better plan
 * could save (decision 006).
 */
final class NetworkSimplex {
    private static final double RELATIVE_GAP = 1e-11;
    private static final double ROUNDING = 0x1p-52;
    private static final double NEGLIGIBLE = 1e-14;
    private static final int MOST_RESTARTS = 8;
    private static final long PIVOTS_PER_NODE = 10_000;

    private final SpanningTree basis = new SpanningTree();
    private int cell;
    private int entering;

    /**
     * The optimal plan; it has at most n + m − 1 cells with mass.
     *
     * @param supply mass of each row, positive
     * @param demand mass of each column, positive, the same in all
     * @throws CouplingException if optimality could not be certified
     */
    TransportPlan solve(CostMatrix cost, long[] supply, long[] demand) {
        basis.start(cost, supply, demand);
        double scale = Math.max(Math.abs(cost.least()), Math.abs(cost.largest()));
        double threshold = -NEGLIGIBLE * scale;
        long most = PIVOTS_PER_NODE * (cost.rows() + cost.columns());
        long pivots = 0;
        double gap = Double.POSITIVE_INFINITY;
        TransportPlan plan = basis.plan();
        for (int round = 0; round < MOST_RESTARTS; round++) {
            cell = 0;
            while (pivots < most && price(cost, threshold)) {
                basis.pivot(entering / cost.columns(), entering % cost.columns(), cost);
                pivots++;
            }
            // Potentials were shifted at every pivot; afresh from the tree they carry less rounding.
            basis.recomputePotentials(cost);
            plan = basis.plan();
            gap = Math.min(gap(cost, plan, basis.v()), gap(cost, plan, new double[cost.columns()]));
            if (gap <= RELATIVE_GAP * Math.abs(plan.cost(cost))) {
                return plan;
            }
            threshold = Math.min(-Double.MIN_VALUE, threshold / 16);
        }
        throw new CouplingException(String.format(
                Locale.ROOT,
                "The transport plan of this batch of %d source samples and %d data could not be certified: after %d pivots its"
                        + " duality gap is %.3g of a cost of %.3g. Costs lie between %.3g and %.3g; standardise the data"
                        + " (standardise: true).",
                cost.rows(),
                cost.columns(),
                pivots,
                gap,
                plan.cost(cost),
                cost.least(),
                cost.largest()));
    }

    /** Looks for an entering cell, block by block from where the last search ended; false if there is none. */
    private boolean price(CostMatrix cost, double threshold) {
        int m = cost.columns();
        int cells = cost.rows() * m;
        int block = Math.max(10, (int) Math.sqrt(cells));
        double[] c = cost.values();
        double[] u = basis.u();
        double[] v = basis.v();
        double best = threshold;
        int found = -1;
        int unseen = cells;
        while (unseen > 0) {
            int left = Math.min(block, unseen);
            unseen -= left;
            while (left > 0) {
                int row = cell / m;
                int column = cell - row * m;
                int end = Math.min(m, column + left);
                double limit = best + u[row];
                int base = row * m;
                for (int j = column; j < end; j++) {
                    double reduced = c[base + j] - v[j];
                    if (reduced < limit) {
                        limit = reduced;
                        found = base + j;
                    }
                }
                best = limit - u[row];
                left -= end - column;
                cell = base + end == cells ? 0 : base + end;
            }
            if (found >= 0) {
                entering = found;
                return true;
            }
        }
        return false;
    }

    /**
     * What a better plan could save at most, rounding included. Any v gives such a bound; v = 0 gives the best one where the plan
     * costs next to nothing and the tree's potentials do not.
     */
    private static double gap(CostMatrix cost, TransportPlan plan, double[] v) {
        int m = cost.columns();
        double[] least = new double[cost.rows()];
        for (int i = 0; i < least.length; i++) {
            double low = Double.POSITIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                low = Math.min(low, cost.values()[i * m + j] - v[j]);
            }
            least[i] = low;
        }
        double sum = 0;
        for (int k = 0; k < plan.size(); k++) {
            double low = least[plan.row()[k]];
            double own = cost.values()[plan.row()[k] * m + plan.column()[k]] - v[plan.column()[k]];
            sum += plan.mass()[k] * (own - low + ROUNDING * (Math.abs(own) + Math.abs(low)));
        }
        return sum;
    }
}
