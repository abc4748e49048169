package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * A quick start for {@link ShortestAugmentingPaths}: Bertsekas' forward auction with ε-scaling (Bertsekas 1992, "Auction
 * algorithms for network flow problems") on costs rounded to 27 bits. Rows bid for columns in turn; v falls by the bid.
 * Stopping it at any moment is harmless, so every guard here simply stops.
 */
final class Auction {
    private static final int SCALE = 1 << 27;
    private static final int LOWEST_PRICE = -(1 << 30);
    private static final int SAMPLED_ROWS = 32;
    private static final int BIDS_PER_ROW = 1000;
    private static final double FIRST_EPSILON = 0.3;
    private static final double EPSILON_FACTOR = 6;

    private int[] scaled = new int[0];
    private int[] price = new int[0];
    private int[] queue = new int[0];
    private double[] row = new double[0];
    private double[] columnMean = new double[0];
    private final RowScan scan;

    Auction(RowScan scan) {
        this.scan = scan;
    }

    /** Leaves column potentials in C's units, and the pairs of the last round, in {@code matching}. */
    void start(CostMatrix cost, Matching matching) {
        int n = cost.rows();
        if (price.length != n) {
            scaled = new int[n * n];
            price = new int[n];
            queue = new int[n];
            columnMean = new double[n];
            row = new double[n];
        }
        double unit = (cost.largest() - cost.least()) / SCALE;
        double spread = scale(cost, unit);
        double last = spread * (n <= 512 ? 3e-4 : 1e-5);
        int bids = BIDS_PER_ROW * n;
        for (double epsilon = FIRST_EPSILON * spread; epsilon > last && bids > 0; epsilon /= EPSILON_FACTOR) {
            bids = round(n, matching, Math.max(1, (int) epsilon), bids);
        }
        for (int j = 0; j < n; j++) {
            matching.v()[j] = price[j] * unit;
        }
    }

    /**
     * Rounds the costs, starts the prices at the column means, and returns the standard deviation of the doubly centred
     * costs, which says how large a bid matters.
     */
    private double scale(CostMatrix cost, double unit) {
        int n = cost.rows();
        double[] c = cost.values();
        double least = cost.least();
        double perUnit = 1 / unit;
        Arrays.fill(columnMean, 0);
        if (!(unit > 0) || Double.isInfinite(perUnit)) {
            Arrays.fill(price, 0);
            return 0;
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(c, i * n, row, 0, n);
            centre(row, least, perUnit, columnMean);
            round(row, scaled, i * n);
        }
        double mean = 0;
        for (int j = 0; j < n; j++) {
            columnMean[j] /= n;
            mean += columnMean[j] / n;
        }
        for (int j = 0; j < n; j++) {
            price[j] = (int) (columnMean[j] - mean);
        }
        return spread(n, mean);
    }

    /** x = (x − least) perUnit, and sum += x. */
    private static void centre(double[] x, double least, double perUnit, double[] sum) {
        for (int j = 0; j < x.length; j++) {
            double scaled = (x[j] - least) * perUnit;
            x[j] = scaled;
            sum[j] += scaled;
        }
    }

    private static void round(double[] x, int[] out, int from) {
        for (int j = 0; j < x.length; j++) {
            out[from + j] = (int) x[j];
        }
    }

    private double spread(int n, double mean) {
        int stride = Math.max(1, n / SAMPLED_ROWS);
        double squares = 0;
        int count = 0;
        for (int i = 0; i < n; i += stride) {
            double rowMean = 0;
            for (int j = 0; j < n; j++) {
                rowMean += (scaled[i * n + j] - columnMean[j]) / n;
            }
            rowMean += mean;
            for (int j = 0; j < n; j++) {
                double centred = scaled[i * n + j] - columnMean[j] - rowMean + mean;
                squares += centred * centred;
            }
            count += n;
        }
        return Math.sqrt(squares / count);
    }

    /** One auction at a fixed ε; returns the bids that are left, none if it was stopped. */
    private int round(int n, Matching matching, int epsilon, int allowed) {
        matching.reset(n);
        for (int i = 0; i < n; i++) {
            queue[i] = i;
        }
        int head = 0;
        int waiting = n;
        int bids = allowed;
        while (waiting > 0 && bids > 0) {
            int bidder = queue[head];
            head = head + 1 == n ? 0 : head + 1;
            waiting--;
            bids--;
            scan.choose(scaled, price, bidder, n);
            int best = scan.best;
            price[best] -= scan.gap + epsilon;
            if (price[best] < LOWEST_PRICE) {
                return 0;
            }
            int displaced = matching.join(bidder, best);
            if (displaced != Matching.FREE) {
                int tail = head + waiting;
                queue[tail >= n ? tail - n : tail] = displaced;
                waiting++;
            }
        }
        return bids;
    }
}
