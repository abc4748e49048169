package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;
import java.util.Arrays;

/**
 * The columns of an assignment problem as points in space, each with its price: finds the columns cheapest to a row, where a
 * column costs |x − y_j|² − price_j, without looking at all of them. Neighbours stand together in blocks; a block whose box
 * is too far away, and whose highest price too low, is passed over. Columns are numbered in that order, see {@link #number}.
 *
 * <p>Prices may only fall. Not thread-safe: a search leaves its result here.
 */
final class PricedPoints {
    private static final int BLOCK = 32;

    private final int count;
    private final int dimension;
    private final int blocks;
    private final int[] numbers;
    private final double[][] coordinates;
    private final double[][] low;
    private final double[][] high;
    private final double[] prices;
    private final double[][] shift;
    private final double[] top;
    private final double[] bounds;
    private final double[] reduced = new double[BLOCK];
    private final double[] sloped = new double[BLOCK];
    private double best;
    private double second;
    private int chosen;

    PricedPoints(Points points) {
        count = points.count();
        dimension = points.dimension();
        blocks = (count + BLOCK - 1) / BLOCK;
        numbers = neighbourly(points);
        coordinates = new double[dimension][count];
        low = new double[dimension][blocks];
        high = new double[dimension][blocks];
        for (int k = 0; k < dimension; k++) {
            Arrays.fill(low[k], Double.POSITIVE_INFINITY);
            Arrays.fill(high[k], Double.NEGATIVE_INFINITY);
            for (int j = 0; j < count; j++) {
                double value = points.at(numbers[j], k);
                coordinates[k][j] = value;
                low[k][j / BLOCK] = Math.min(low[k][j / BLOCK], value);
                high[k][j / BLOCK] = Math.max(high[k][j / BLOCK], value);
            }
        }
        prices = new double[count];
        shift = new double[dimension][blocks];
        top = new double[blocks];
        bounds = new double[blocks];
    }

    /** Rows in an order in which neighbours are near each other: halved along the longest side until they fit into a block. */
    private static int[] neighbourly(Points points) {
        long[] keys = new long[points.count()];
        for (int j = 0; j < keys.length; j++) {
            keys[j] = j;
        }
        halve(points, keys, 0, keys.length);
        int[] order = new int[keys.length];
        for (int j = 0; j < keys.length; j++) {
            order[j] = (int) keys[j];
        }
        return order;
    }

    private static void halve(Points points, long[] keys, int from, int to) {
        if (to - from <= BLOCK) {
            return;
        }
        int longest = 0;
        float length = -1;
        for (int k = 0; k < points.dimension(); k++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int j = from; j < to; j++) {
                float value = points.at((int) keys[j], k);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            if (most - least > length) {
                length = most - least;
                longest = k;
            }
        }
        for (int j = from; j < to; j++) {
            int row = (int) keys[j];
            int bits = Float.floatToIntBits(points.at(row, longest));
            int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            keys[j] = (long) ordered << 32 | row;
        }
        Arrays.sort(keys, from, to);
        int middle = from + ((to - from) / 2 + BLOCK - 1) / BLOCK * BLOCK;
        halve(points, keys, from, middle);
        halve(points, keys, middle, to);
    }

    /** Which row of the points column {@code j} is. */
    int number(int j) {
        return numbers[j];
    }

    double price(int j) {
        return prices[j];
    }

    /** @param by at least 0 */
    void lower(int j, double by) {
        prices[j] -= by;
    }

    /** |x − y_j|² − price_j. */
    double reduced(double[] x, int j) {
        return squaredDistance(x, j) - prices[j];
    }

    double squaredDistance(double[] x, int j) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double difference = x[k] - coordinates[k][j];
            sum += difference * difference;
        }
        return sum;
    }

    /** Finds the two cheapest columns; looks first near column {@code hint}, which is quicker the nearer it is. */
    void search(double[] x, int hint) {
        best = Double.POSITIVE_INFINITY;
        second = Double.POSITIVE_INFINITY;
        chosen = -1;
        bound(x);
        int first = hint / BLOCK;
        choose(x, first);
        for (int b = 0; b < blocks; b++) {
            if (bounds[b] < second && b != first) {
                choose(x, b);
            }
        }
        settle(x, chosen);
    }

    /** What the cheapest column costs. */
    double best() {
        return best;
    }

    /** What the second cheapest costs, infinite where there is one only. */
    double second() {
        return second;
    }

    /** The cheapest column. */
    int chosen() {
        return chosen;
    }

    /** Receives columns and what they cost. */
    @FunctionalInterface
    interface Visitor {
        void visit(int column, double reduced);
    }

    /** Visits at least all columns that cost less than {@code limit}. */
    void visitBelow(double[] x, double limit, Visitor visitor) {
        bound(x);
        for (int b = 0; b < blocks; b++) {
            if (bounds[b] < limit) {
                reduce(x, b);
                int from = b * BLOCK;
                int length = Math.min(BLOCK, count - from);
                for (int i = 0; i < length; i++) {
                    if (reduced[i] < limit) {
                        visitor.visit(from + i, reduced[i]);
                    }
                }
            }
        }
    }

    /**
     * No column of a block costs less than this. For any s, |x − y|² − price = |x − s − y|² + s·(2x − s) − (price + 2 s·y);
     * the first term is at least the way from x − s to the block's box, and the last at most the block's {@code top}. With
     * the way that mass travels to the block for s, prices, which slope with it, hardly vary in the last term.
     */
    private void bound(double[] x) {
        for (int b = 0; b < blocks; b++) {
            bounds[b] = -top[b];
        }
        for (int k = 0; k < dimension; k++) {
            double at = x[k];
            double[] least = low[k];
            double[] most = high[k];
            double[] by = shift[k];
            for (int b = 0; b < blocks; b++) {
                double moved = at - by[b];
                double outside = Math.max(0, Math.max(least[b] - moved, moved - most[b]));
                bounds[b] += outside * outside + by[b] * (at + moved);
            }
        }
    }

    /** Takes the way from the column to x for the shift of its block, and renews the block's top. */
    private void settle(double[] x, int column) {
        int block = column / BLOCK;
        int from = block * BLOCK;
        int length = Math.min(BLOCK, count - from);
        System.arraycopy(prices, from, sloped, 0, length);
        for (int k = 0; k < dimension; k++) {
            double by = x[k] - coordinates[k][column];
            shift[k][block] = by;
            for (int i = 0; i < length; i++) {
                sloped[i] += 2 * by * coordinates[k][from + i];
            }
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            highest = Math.max(highest, sloped[i]);
        }
        top[block] = highest;
    }

    private void choose(double[] x, int block) {
        reduce(x, block);
        int from = block * BLOCK;
        int length = Math.min(BLOCK, count - from);
        for (int i = 0; i < length; i++) {
            double value = reduced[i];
            if (value < second) {
                if (value < best) {
                    second = best;
                    best = value;
                    chosen = from + i;
                } else {
                    second = value;
                }
            }
        }
    }

    private void reduce(double[] x, int block) {
        int from = block * BLOCK;
        int length = Math.min(BLOCK, count - from);
        for (int i = 0; i < length; i++) {
            reduced[i] = -prices[from + i];
        }
        for (int k = 0; k < dimension; k++) {
            double at = x[k];
            double[] values = coordinates[k];
            for (int i = 0; i < length; i++) {
                double difference = at - values[from + i];
                reduced[i] += difference * difference;
            }
        }
    }
}
