package dev.rheo.plugins.metrics;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * {@link AugmentingPath} over points in space: the same search, which looks only at columns nearer than the nearest free one
 * known so far. With good prices few are.
 */
final class LocalPath {
    private final double[][] rows;
    private final PricedPoints columns;
    private final int[] columnOf;
    private final int[] rowOf;
    private final double[] distance;
    private final int[] previousRow;
    private final boolean[] scanned;
    private final int[] touched;
    private int touchedCount;
    private double limit;
    private int end;

    LocalPath(double[][] rows, PricedPoints columns, int[] columnOf, int[] rowOf) {
        int n = rows.length;
        this.rows = rows;
        this.columns = columns;
        this.columnOf = columnOf;
        this.rowOf = rowOf;
        distance = new double[n];
        previousRow = new int[n];
        scanned = new boolean[n];
        touched = new int[n];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
    }

    /** A column and the length of a way to it. */
    private record Way(int column, double length) {}

    /** Matches {@code free}, which is unmatched; prices fall such that every matched pair is its row's best. */
    void from(int free) {
        limit = Double.POSITIVE_INFINITY;
        end = -1;
        PriorityQueue<Way> ways = new PriorityQueue<>((a, b) -> Double.compare(a.length, b.length));
        for (int j = 0; j < rows.length; j++) {
            if (rowOf[j] < 0) {
                reach(free, j, columns.reduced(rows[free], j), ways);
            }
        }
        relax(free, 0, ways);
        for (Way next = ways.poll(); next != null && next.length < limit; next = ways.poll()) {
            int column = next.column;
            if (!scanned[column]) {
                scanned[column] = true;
                int row = rowOf[column];
                relax(row, distance[column] - columns.reduced(rows[row], column), ways);
            }
        }
        for (int k = 0; k < touchedCount; k++) {
            int column = touched[k];
            if (scanned[column]) {
                columns.lower(column, limit - distance[column]);
            }
        }
        augment(free);
        forget();
    }

    /** Shortens the ways to columns, going through {@code row}. */
    private void relax(int row, double offset, PriorityQueue<Way> ways) {
        columns.visitBelow(rows[row], limit - offset, (column, reduced) -> reach(row, column, offset + reduced, ways));
    }

    private void reach(int row, int column, double length, PriorityQueue<Way> ways) {
        if (length >= limit || length >= distance[column] || scanned[column]) {
            return;
        }
        if (distance[column] == Double.POSITIVE_INFINITY) {
            touched[touchedCount++] = column;
        }
        distance[column] = length;
        previousRow[column] = row;
        if (rowOf[column] < 0) {
            limit = length;
            end = column;
        } else {
            ways.add(new Way(column, length));
        }
    }

    private void augment(int free) {
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

    private void forget() {
        for (int k = 0; k < touchedCount; k++) {
            distance[touched[k]] = Double.POSITIVE_INFINITY;
            scanned[touched[k]] = false;
        }
        touchedCount = 0;
    }
}
