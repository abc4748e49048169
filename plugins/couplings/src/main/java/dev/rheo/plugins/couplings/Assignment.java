package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The exact solver for square batches: an {@link Auction} in integers, {@link ShortestAugmentingPaths} in float64, and a
 * certificate: by weak duality no plan costs less than Σ uᵢ + Σ vⱼ with uᵢ = minⱼ(C − v), so the sum of every pair's slack
 * C − u − v, with its own rounding error on top, bounds what a better plan could save. It is held against the plan's own cost,
 * not against max C: potentials so large that small costs drown in them certify nothing.
 */
final class Assignment implements TransportSolver {
    private static final double RELATIVE_GAP = 1e-11;
    private static final double ROUNDING = 0x1p-52;
    private static final int SMALLEST_AUCTION = 12;

    private final RowScan scan = RowScan.fastest();
    private final Auction auction = new Auction(scan);
    private final ShortestAugmentingPaths paths = new ShortestAugmentingPaths(scan);
    private final Matching matching = new Matching();

    @Override
    public int[] solve(CostMatrix cost) {
        int n = cost.rows();
        matching.reset(n);
        if (n >= SMALLEST_AUCTION) {
            auction.start(cost, matching);
            paths.complete(cost, matching);
            if (slack(cost) <= RELATIVE_GAP * Math.abs(cost.total(matching.columnOf()))) {
                return matching.columnOf().clone();
            }
        }
        return solvePlainly(cost);
    }

    /**
     * By shortest augmenting paths alone, from column minima: slower, but the potentials never exceed the optimal cost, so that
     * however far costs lie apart, rounding stays relative to what is certified.
     */
    private int[] solvePlainly(CostMatrix cost) {
        int n = cost.rows();
        matching.reset(n);
        double[] v = matching.v();
        Arrays.fill(v, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v[j] = Math.min(v[j], cost.values()[i * n + j]);
            }
        }
        paths.completeByPathsAlone(cost, matching);
        double total = Math.abs(cost.total(matching.columnOf()));
        double slack = slack(cost);
        if (!(slack <= RELATIVE_GAP * total)) {
            throw new CouplingException(String.format(
                    Locale.ROOT,
                    "The optimal transport plan of this batch of %d could not be certified: its duality gap is %.3g of a cost"
                            + " of %.3g. Costs lie between %.3g and %.3g; standardise the data (standardise: true).",
                    n,
                    slack,
                    total,
                    cost.least(),
                    cost.largest()));
        }
        return matching.columnOf().clone();
    }

    private double slack(CostMatrix cost) {
        double sum = 0;
        for (int i = 0; i < cost.rows(); i++) {
            sum += slack(cost, i);
        }
        return sum;
    }

    private double slack(CostMatrix cost, int row) {
        double[] c = cost.values();
        double[] v = matching.v();
        int base = row * cost.columns();
        int column = matching.columnOf()[row];
        double own = c[base + column] - v[column];
        scan.twoSmallest(c, v, row, cost.columns());
        double least = scan.first;
        return own - least + ROUNDING * (Math.abs(own) + Math.abs(least));
    }
}
