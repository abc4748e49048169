package dev.rheo.plugins.metrics;

import java.util.Arrays;

/**
 * Dijkstra's search for the cheapest way to match one more row, in reduced costs c_ij − price_j − (the row's own best):
 * Jonker and Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems".
 */
final class AugmentingPath {
    private final int n;
    private final float[] cost;
    private final double[] price;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] distance;
    private final int[] previousRow;
    private final int[] columns;

    AugmentingPath(int n, float[] cost, double[] price, int[] columnOf, int[] rowOf) {
        this.n = n;
        this.cost = cost;
        this.price = price;
        this.columnOf = columnOf;
        this.rowOf = rowOf;
        distance = new double[n];
        previousRow = new int[n];
        columns = new int[n];
    }

    /** Matches {@code free}, which is unmatched; prices stay such that every matched pair is its row's best. */
    void from(int free) {
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int j = 0; j < n; j++) {
            columns[j] = j;
        }
        int row = free;
        double offset = 0;
        int scanned = 0;
        int end = -1;
        while (end < 0) {
            relax(row, offset, scanned);
            int next = nearest(scanned);
            int column = columns[next];
            columns[next] = columns[scanned];
            columns[scanned++] = column;
            if (rowOf[column] < 0) {
                end = column;
            } else {
                row = rowOf[column];
                offset = distance[column] - (cost[row * n + column] - price[column]);
            }
        }
        for (int k = 0; k < scanned; k++) {
            price[columns[k]] += distance[columns[k]] - distance[end];
        }
        augment(free, end);
    }

    /** Shortens the ways to the columns not yet scanned, going through {@code row}. */
    private void relax(int row, double offset, int scanned) {
        int start = row * n;
        for (int k = scanned; k < n; k++) {
            int j = columns[k];
            double through = offset + cost[start + j] - price[j];
            if (through < distance[j]) {
                distance[j] = through;
                previousRow[j] = row;
            }
        }
    }

    private int nearest(int scanned) {
        int nearest = scanned;
        for (int k = scanned + 1; k < n; k++) {
            if (distance[columns[k]] < distance[columns[nearest]]) {
                nearest = k;
            }
        }
        return nearest;
    }

    private void augment(int free, int end) {
        int column = end;
        int row;
        do {
            row = previousRow[column];
            rowOf[column] = row;
            int before = columnOf[row];
            columnOf[row] = column;
            column = before;
        } while (row != free);
    }
}
