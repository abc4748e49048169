package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import java.util.Arrays;

/**
 * The optimal one-to-one matching of two sets of n points under the squared Euclidean cost: ε-scaling auction
 * (Bertsekas 1988) for good prices, then shortest augmenting paths (Jonker and Volgenant 1987) for the exact optimum.
 * Takes one n×n matrix of floats; costs are rounded to float32, so the matching is optimal to about 1e-7 of the cost. Points
 * of few dimensions are matched without a matrix and exactly, see {@link SpatialAssignment}.
 */
final class Assignment {
    private static final double FIRST_EPSILON = 0.2;
    private static final double SHRINK = 5;
    private static final double LAST_EPSILON = 1e-5;
    /** Most dimensions in which boxes of points pass over enough of them. */
    private static final int SPATIAL = 3;

    private final int n;
    private final float[] cost;
    private final double[] price;
    private final int[] columnOf;
    private final int[] rowOf;

    private Assignment(int n, float[] cost) {
        this.n = n;
        this.cost = cost;
        price = new double[n];
        columnOf = new int[n];
        rowOf = new int[n];
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
    }

    /** The row of {@code y} that each row of {@code x} is matched with. */
    static int[] of(Points x, Points y) {
        if (x.count() != y.count()) {
            throw new IllegalArgumentException(x.count() + " points cannot be matched one to one with " + y.count());
        }
        int n = x.count();
        if (n > 0 && x.dimension() <= SPATIAL) {
            SpatialAssignment.Solution solution = SpatialAssignment.of(x, y);
            if (solution.proved()) {
                return solution.match();
            }
        }
        return of(costs(x, y), n);
    }

    /**
     * The optimal matching of a cost matrix.
     *
     * @param cost row-major n×n, finite
     */
    static int[] of(float[] cost, int n) {
        Assignment assignment = new Assignment(n, cost);
        double spread = assignment.spread();
        for (double epsilon = FIRST_EPSILON * spread; epsilon > LAST_EPSILON * spread; epsilon /= SHRINK) {
            assignment.auction(epsilon);
        }
        assignment.finish();
        return assignment.columnOf;
    }

    /** Mean of |x_i − y_σ(i)|² over the optimal matching σ, summed in float64. */
    static double meanSquaredDistance(Points x, Points y) {
        int[] match = of(x, y);
        double sum = 0;
        for (int i = 0; i < match.length; i++) {
            for (int k = 0; k < x.dimension(); k++) {
                double difference = (double) x.at(i, k) - y.at(match[i], k);
                sum += difference * difference;
            }
        }
        return sum / match.length;
    }

    /** Mean of |x_i − y_σ(i)| over the matching σ that makes it least, summed in float64. */
    static double meanDistance(Points x, Points y) {
        if (x.count() != y.count()) {
            throw new IllegalArgumentException(x.count() + " points cannot be matched one to one with " + y.count());
        }
        float[] cost = costs(x, y);
        for (int i = 0; i < cost.length; i++) {
            cost[i] = (float) Math.sqrt(cost[i]);
        }
        int n = x.count();
        int[] match = of(cost, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += cost[i * n + match[i]];
        }
        return sum / n;
    }

    private static float[] costs(Points x, Points y) {
        int n = x.count();
        float[] cost = new float[Math.multiplyExact(n, n)];
        int block = Math.max(1, Math.min(n, (1 << 18) / n));
        double[] rows = new double[block * n];
        for (int from = 0; from < n; from += block) {
            int length = Math.min(block, n - from);
            x.slice(from, length).squaredDistances(y, rows);
            for (int i = 0; i < length * n; i++) {
                cost[from * n + i] = (float) rows[i];
            }
        }
        return cost;
    }

    /** Standard deviation of the costs within rows: the scale on which prices have to settle. */
    private double spread() {
        int step = Math.max(1, n / 32);
        double variance = 0;
        int sampled = 0;
        for (int i = 0; i < n; i += step) {
            double mean = 0;
            for (int j = 0; j < n; j++) {
                mean += cost[i * n + j] / (double) n;
            }
            for (int j = 0; j < n; j++) {
                double centred = cost[i * n + j] - mean;
                variance += centred * centred / n;
            }
            sampled++;
        }
        double deviation = Math.sqrt(variance / Math.max(1, sampled));
        double largest = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, Math.abs(cost[j]));
        }
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
            int row = i * n;
            double best = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            int chosen = -1;
            for (int j = 0; j < n; j++) {
                double reduced = cost[row + j] - price[j];
                if (reduced < second) {
                    if (reduced < best) {
                        second = best;
                        best = reduced;
                        chosen = j;
                    } else {
                        second = reduced;
                    }
                }
            }
            price[chosen] -= (n == 1 ? 0 : second - best) + epsilon;
            int displaced = rowOf[chosen];
            rowOf[chosen] = i;
            columnOf[i] = chosen;
            head = head + 1 == n ? 0 : head + 1;
            waiting--;
            if (displaced >= 0) {
                columnOf[displaced] = -1;
                queue[(head + waiting) % n] = displaced;
                waiting++;
            }
        }
    }

    /** Keeps the pairs that the prices prove optimal and augments the rest along shortest paths. */
    private void finish() {
        int[] best = new int[n];
        for (int i = 0; i < n; i++) {
            best[i] = cheapest(i);
            int kept = columnOf[i];
            if (kept >= 0 && cost[i * n + kept] - price[kept] > cost[i * n + best[i]] - price[best[i]]) {
                rowOf[kept] = -1;
                columnOf[i] = -1;
            }
        }
        for (int i = 0; i < n; i++) {
            if (columnOf[i] < 0 && rowOf[best[i]] < 0) {
                columnOf[i] = best[i];
                rowOf[best[i]] = i;
            }
        }
        AugmentingPath path = new AugmentingPath(n, cost, price, columnOf, rowOf);
        for (int i = 0; i < n; i++) {
            if (columnOf[i] < 0) {
                path.from(i);
            }
        }
    }

    private int cheapest(int row) {
        int chosen = 0;
        for (int j = 1; j < n; j++) {
            if (cost[row * n + j] - price[j] < cost[row * n + chosen] - price[chosen]) {
                chosen = j;
            }
        }
        return chosen;
    }
}
