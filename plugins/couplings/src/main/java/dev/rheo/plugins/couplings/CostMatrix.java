package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import java.util.Arrays;
import java.util.Locale;

/** The costs of all pairs, row-major, in a buffer that the next batch reuses. Confined to one call at a time. */
final class CostMatrix {
    private static final int LARGEST = 16384;

    private double[] values = new double[0];
    private int rows;
    private int columns;
    private double least;
    private double largest;

    /** Fills in |x0 − x1|². */
    void fill(Points source, Points target) {
        fill(source, target, Cost.SQUARED_EUCLIDEAN);
    }

    /** Fills in the costs of all pairs. */
    void fill(Points source, Points target, Cost cost) {
        resize(source.count(), target.count());
        cost.fill(source, target, values);
        measure();
        if (!Double.isFinite(largest) || Double.isNaN(least)) {
            requireFinite("source", source);
            requireFinite("data", target);
            throw new CouplingException("The squared distances of this batch overflow: its values are too large for"
                    + " single precision. Standardise the data (standardise: true).");
        }
    }

    /** Copies given costs. */
    void fill(int givenRows, int givenColumns, double[] costs) {
        resize(givenRows, givenColumns);
        System.arraycopy(costs, 0, values, 0, givenRows * givenColumns);
        measure();
        if (!Double.isFinite(largest) || Double.isNaN(least)) {
            throw new CouplingException("The costs of this batch are not all finite.");
        }
    }

    /** Adds to the cost of every pair whose labels differ. */
    void addMismatch(int[] sourceLabels, int[] targetLabels, double penalty) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] += sourceLabels[i] == targetLabels[j] ? 0 : penalty;
            }
        }
        measure();
    }

    /** Adds the squared distance of conditions to the cost of every pair. */
    void addDistance(Points sourceConditions, Points targetConditions, double weight) {
        double[] distances = new double[rows * columns];
        sourceConditions.squaredDistances(targetConditions, distances);
        for (int k = 0; k < distances.length; k++) {
            values[k] += weight * distances[k];
        }
        measure();
    }

    /**
     * Copies another matrix and adds a row and a column of a dummy point that take in what stays unpaired: free of cost for
     * everybody but each other.
     */
    void fillWithDummies(CostMatrix real) {
        resize(real.rows + 1, real.columns + 1);
        for (int i = 0; i < real.rows; i++) {
            System.arraycopy(real.values, i * real.columns, values, i * columns, real.columns);
            values[i * columns + real.columns] = 0;
        }
        Arrays.fill(values, real.rows * columns, rows * columns - 1, 0);
        values[rows * columns - 1] = real.largest > 0 ? 2 * real.largest : 1;
        measure();
    }

    private void resize(int newRows, int newColumns) {
        if (newRows > LARGEST || newColumns > LARGEST) {
            throw new CouplingException("A batch of " + Math.max(newRows, newColumns)
                    + " is too large to couple (at most " + LARGEST + "): reduce train.batch.");
        }
        rows = newRows;
        columns = newColumns;
        if (values.length < rows * columns) {
            values = new double[rows * columns];
        }
    }

    private void measure() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < rows * columns; k++) {
            low = Math.min(low, values[k]);
            high = Math.max(high, values[k]);
        }
        least = low;
        largest = high;
    }

    /** @throws CouplingException naming the first value that is not finite */
    static void requireFinite(String which, Points points) {
        for (int k = 0; k < points.values().length; k++) {
            if (!Float.isFinite(points.values()[k])) {
                throw new CouplingException(String.format(
                        Locale.ROOT,
                        "Row %d of the %s samples holds %s in dimension %d, so it has no distance to anything. Clean the"
                                + " data, or look where the value came from.",
                        k / points.dimension(),
                        which,
                        points.values()[k],
                        k % points.dimension()));
            }
        }
    }

    /** The buffer: cost (i, j) at {@code i * columns() + j}; it may be longer than the matrix. */
    double[] values() {
        return values;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    double least() {
        return least;
    }

    double largest() {
        return largest;
    }

    /** Σ C(i, columnOf[i]). */
    double total(int[] columnOf) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += values[i * columns + columnOf[i]];
        }
        return sum;
    }
}
