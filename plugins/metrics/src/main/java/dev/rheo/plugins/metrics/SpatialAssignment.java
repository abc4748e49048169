package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import java.util.Arrays;

/**
 * {@link Assignment} for points of few dimensions, without a matrix: costs are computed from the points in float64, and only
 * those that can matter ({@link PricedPoints}). Memory grows with n instead of n², and ten thousand points take a
 * second or two. The same algorithm otherwise: ε-scaling auction, augmenting row reduction, shortest augmenting paths.
 */
final class SpatialAssignment {
    private static final double FIRST_EPSILON = 0.2;
    private static final double SHRINK = 5;
    private static final double LAST_EPSILON = 1e-6;
    private static final int REDUCTIONS = 2;

    private final int n;
    private final double[][] rows;
    private final PricedPoints columns;
    private final int[] columnOf;
    private final int[] rowOf;
    private final int[] hint;

    private SpatialAssignment(Points x, Points y) {
        n = x.count();
        rows = new double[n][x.dimension()];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < x.dimension(); k++) {
                rows[i][k] = x.at(i, k);
            }
        }
        columns = new PricedPoints(y);
        columnOf = new int[n];
        rowOf = new int[n];
        hint = new int[n];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
    }

    /**
     * A matching and what proves it.
     *
     * @param match the row of {@code y} that each row of {@code x} is matched with
     * @param total sum of its squared distances
     * @param gap how far the total can at most lie above the optimum: what it exceeds the dual problem's value by
     * @param proved whether the gap is no more than rounding
     */
    record Solution(int[] match, double total, double gap, boolean proved) {}

    /** The optimal matching of equally many points. */
    static Solution of(Points x, Points y) {
        SpatialAssignment assignment = new SpatialAssignment(x, y);
        double spread = assignment.spread();
        for (double epsilon = FIRST_EPSILON * spread; epsilon > LAST_EPSILON * spread; epsilon /= SHRINK) {
            assignment.auction(epsilon);
        }
        assignment.keepBest();
        for (int round = 0; round < REDUCTIONS; round++) {
            assignment.reduce();
        }
        assignment.augment();
        return assignment.solution(spread);
    }

    /** Standard deviation of the costs within rows, of a sample of them: the scale on which prices have to settle. */
    private double spread() {
        int step = Math.max(1, n / 32);
        double variance = 0;
        double largest = 0;
        int sampled = 0;
        for (int i = 0; i < n; i += step) {
            double mean = 0;
            for (int j = 0; j < n; j++) {
                mean += columns.squaredDistance(rows[i], j) / n;
            }
            for (int j = 0; j < n; j++) {
                double centred = columns.squaredDistance(rows[i], j) - mean;
                variance += centred * centred / n;
            }
            largest = Math.max(largest, mean);
            sampled++;
        }
        double deviation = Math.sqrt(variance / sampled);
        return deviation > 1e-9 * largest ? deviation : 0;
    }

    /** Every row bids for the column cheapest to it until all are matched to within ε of their best. */
    private void auction(double epsilon) {
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        int[] queue = new int[n];
        for (int i = 0; i < n; i++) {
            queue[i] = i;
        }
        int head = 0;
        for (int waiting = n; waiting > 0; ) {
            int i = queue[head];
            int displaced = bid(i, epsilon);
            head = head + 1 == n ? 0 : head + 1;
            waiting--;
            if (displaced >= 0) {
                queue[(head + waiting) % n] = displaced;
                waiting++;
            }
        }
    }

    /** Row {@code i} takes the column cheapest to it, at a price that leaves the second cheapest as good; returns who lost it. */
    private int bid(int i, double epsilon) {
        columns.search(rows[i], hint[i]);
        int chosen = columns.chosen();
        columns.lower(chosen, (n == 1 ? 0 : columns.second() - columns.best()) + epsilon);
        int displaced = rowOf[chosen];
        match(i, chosen);
        if (displaced >= 0) {
            columnOf[displaced] = -1;
        }
        return displaced;
    }

    private void match(int row, int column) {
        rowOf[column] = row;
        columnOf[row] = column;
        hint[row] = column;
    }

    /** Keeps the pairs in which the row has its cheapest column, and gives cheapest columns that are free to rows that are. */
    private void keepBest() {
        int[] cheapest = new int[n];
        for (int i = 0; i < n; i++) {
            columns.search(rows[i], hint[i]);
            cheapest[i] = columns.chosen();
            int kept = columnOf[i];
            if (kept >= 0 && columns.reduced(rows[i], kept) > columns.best()) {
                rowOf[kept] = -1;
                columnOf[i] = -1;
            }
        }
        for (int i = 0; i < n; i++) {
            if (columnOf[i] < 0 && rowOf[cheapest[i]] < 0) {
                match(i, cheapest[i]);
            }
        }
    }

    /** Augmenting row reduction: free rows bid without ε; one that displaces another lets it bid at once, within bounds. */
    private void reduce() {
        int retries = 2 * n;
        for (int i = 0; i < n; i++) {
            int row = i;
            while (row >= 0 && columnOf[row] < 0) {
                int displaced = bid(row, 0);
                boolean settled = columns.second() > columns.best();
                row = settled && retries-- > 0 ? displaced : -1;
            }
        }
    }

    private void augment() {
        LocalPath path = new LocalPath(rows, columns, columnOf, rowOf);
        for (int i = 0; i < n; i++) {
            if (columnOf[i] < 0) {
                path.from(i);
            }
        }
    }

    /** The matching, with the value of the dual problem at these prices to compare it with. */
    private Solution solution(double spread) {
        int[] match = new int[n];
        double total = 0;
        double dual = 0;
        for (int i = 0; i < n; i++) {
            int column = columnOf[i];
            match[i] = columns.number(column);
            total += columns.squaredDistance(rows[i], column);
            columns.search(rows[i], column);
            dual += columns.best() + columns.price(column);
        }
        double gap = total - dual;
        return new Solution(match, total, gap, Math.abs(gap) <= 1e-11 * total + 1e-13 * n * spread);
    }
}
