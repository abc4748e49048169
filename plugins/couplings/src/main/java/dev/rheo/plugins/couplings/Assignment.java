package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The exact solver for square batches: an {@link Auction} in integers, {@link ShortestAugmentingPaths} in float64, and a
 * certificate: by weak duality no plan costs less than Σ uᵢ + Σ v'ⱼ with any u and v'ⱼ = minᵢ(C − u). With the uᵢ = C − v of the plan's
 * own pairs, Σ v − v', with its rounding error on top, bounds what a better plan could save. It is held against the plan's own cost,
 * not against max C: potentials so large that small costs drown in them certify nothing.
 */
final class Assignment implements TransportSolver {
    private static final double RELATIVE_GAP = 1e-11;
    private static final double ROUNDING = 0x1p-52;
    private static final int SMALLEST_AUCTION = 12;

    private final RowScan scan = RowScan.fastest();
    private final Auction auction = new Auction(scan);
    private final ShortestAugmentingPaths paths = new ShortestAugmentingPaths(scan);
    private double[] least = new double[0];
    private double[] row = new double[0];
    private final Matching matching = new Matching();

    @Override
    public int[] solve(CostMatrix cost) {
        int n = cost.rows();
        matching.reset(n);
        scan.begin(n);
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

    /** Σ over columns of own − least, each with the rounding error of the sums it comes from. */
    private double slack(CostMatrix cost) {
        int n = cost.rows();
        if (least.length != n) {
            least = new double[n];
            row = new double[n];
        }
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int column = matching.columnOf()[i];
            System.arraycopy(cost.values(), i * n, row, 0, n);
            double minusU = matching.v()[column] - row[column];
            CostRow.leastSums(row, minusU - ROUNDING * Math.abs(minusU), least);
        }
        for (int j = 0; j < n; j++) {
            double own = matching.v()[j];
            sum += own - least[j] + ROUNDING * (Math.abs(own) + Math.abs(least[j]));
        }
        return sum;
    }
}
