package dev.rheo.plugins.couplings;

/**
 * Completes a matching to an optimal one in float64, from any column potentials (Jonker and Volgenant 1987, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems": augmenting row reduction, then one
 * Dijkstra search per free row). What the potentials bring along only decides how much is left to do.
 */
final class ShortestAugmentingPaths {
    private static final int REDUCTION_ROUNDS = 2;

    private int[] free = new int[0];
    private int[] argmin = new int[0];
    private int[] open = new int[0];
    private int[] predecessor = new int[0];
    private double[] distance = new double[0];
    private final RowScan scan;

    ShortestAugmentingPaths(RowScan scan) {
        this.scan = scan;
    }

    void complete(CostMatrix cost, Matching matching) {
        complete(cost, matching, REDUCTION_ROUNDS);
    }

    /** Without row reduction, which makes the potentials of contested columns as large as the second-best cost. */
    void completeByPathsAlone(CostMatrix cost, Matching matching) {
        complete(cost, matching, 0);
    }

    private void complete(CostMatrix cost, Matching matching, int rounds) {
        int n = cost.rows();
        if (free.length != n) {
            free = new int[n];
            argmin = new int[n];
            open = new int[n];
            predecessor = new int[n];
            distance = new double[n];
        }
        int count = keepTight(cost, matching);
        for (int round = 0; round < rounds && count > 0 && n > 1; round++) {
            count = reduce(cost, matching, count);
        }
        for (int k = 0; k < count; k++) {
            augment(cost, matching, free[k]);
        }
    }

    /** Frees rows that are not at their best column, gives free rows their best column where it is free. */
    private int keepTight(CostMatrix cost, Matching matching) {
        int n = cost.rows();
        int[] columnOf = matching.columnOf();
        for (int i = 0; i < n; i++) {
            scan.twoSmallest(cost.values(), matching.v(), i, cost.columns());
            argmin[i] = scan.firstColumn;
            int column = columnOf[i];
            if (column != Matching.FREE && cost.values()[i * n + column] - matching.v()[column] > scan.first) {
                matching.part(i);
            }
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (columnOf[i] == Matching.FREE) {
                if (matching.rowOf()[argmin[i]] == Matching.FREE) {
                    matching.join(i, argmin[i]);
                } else {
                    free[count++] = i;
                }
            }
        }
        return count;
    }

    /** One round of augmenting row reduction over the free rows; returns how many are free afterwards. */
    private int reduce(CostMatrix cost, Matching matching, int count) {
        double[] v = matching.v();
        int retries = 2 * cost.rows();
        int left = 0;
        int k = 0;
        while (k < count) {
            int i = free[k++];
            scan.twoSmallest(cost.values(), v, i, cost.columns());
            boolean strict = scan.first < scan.second;
            int column = scan.firstColumn;
            if (strict) {
                v[column] -= scan.second - scan.first;
            } else if (matching.rowOf()[column] != Matching.FREE) {
                column = scan.secondColumn;
            }
            int displaced = matching.join(i, column);
            if (displaced == Matching.FREE) {
                continue;
            }
            if (strict && retries-- > 0) {
                free[--k] = displaced;
            } else {
                free[left++] = displaced;
            }
        }
        return left;
    }

    /** Dijkstra over columns from a free row to the nearest free column; then the path's pairs are exchanged. */
    private void augment(CostMatrix cost, Matching matching, int start) {
        double[] c = cost.values();
        double[] v = matching.v();
        int n = cost.columns();
        for (int j = 0; j < n; j++) {
            open[j] = j;
            predecessor[j] = start;
            distance[j] = c[start * n + j] - v[j];
        }
        int remaining = n;
        int position = nearest(matching, remaining);
        int column = open[position];
        while (matching.rowOf()[column] != Matching.FREE) {
            open[position] = open[--remaining];
            open[remaining] = column;
            int row = matching.rowOf()[column];
            relax(c, v, row, row * n, c[row * n + column] - v[column] - distance[column], remaining);
            position = nearest(matching, remaining);
            column = open[position];
        }
        for (int k = remaining; k < n; k++) {
            v[open[k]] += distance[open[k]] - distance[column];
        }
        exchange(matching, start, column);
    }

    private void relax(double[] c, double[] v, int row, int base, double offset, int remaining) {
        for (int k = 0; k < remaining; k++) {
            int j = open[k];
            double through = c[base + j] - v[j] - offset;
            if (through < distance[j]) {
                distance[j] = through;
                predecessor[j] = row;
            }
        }
    }

    private int nearest(Matching matching, int remaining) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < remaining; k++) {
            double d = distance[open[k]];
            if (d < least || (d == least && matching.rowOf()[open[k]] == Matching.FREE)) {
                least = d;
                best = k;
            }
        }
        return best;
    }

    private void exchange(Matching matching, int start, int end) {
        int[] columnOf = matching.columnOf();
        int column = end;
        int row;
        do {
            row = predecessor[column];
            int next = columnOf[row];
            columnOf[row] = column;
            matching.rowOf()[column] = row;
            column = next;
        } while (row != start);
    }
}
