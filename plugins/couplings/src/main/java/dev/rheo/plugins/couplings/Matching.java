package dev.rheo.plugins.couplings;

import java.util.Arrays;

/** A partial matching of n rows with n columns and the dual potentials of the columns, in buffers that are reused. */
final class Matching {
    static final int FREE = -1;

    private int[] columnOf = new int[0];
    private int[] rowOf = new int[0];
    private double[] v = new double[0];

    /** Everything free; the potentials are left undefined. */
    void reset(int n) {
        if (columnOf.length != n) {
            columnOf = new int[n];
            rowOf = new int[n];
            v = new double[n];
        }
        Arrays.fill(columnOf, FREE);
        Arrays.fill(rowOf, FREE);
    }

    /** Joins row and column; the row that had the column before is free afterwards, and is returned. */
    int join(int row, int column) {
        int displaced = rowOf[column];
        if (displaced != FREE) {
            columnOf[displaced] = FREE;
        }
        columnOf[row] = column;
        rowOf[column] = row;
        return displaced;
    }

    void part(int row) {
        rowOf[columnOf[row]] = FREE;
        columnOf[row] = FREE;
    }

    int[] columnOf() {
        return columnOf;
    }

    int[] rowOf() {
        return rowOf;
    }

    double[] v() {
        return v;
    }
}
