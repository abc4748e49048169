package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * The basis of {@link NetworkSimplex}: a spanning tree over rows 0 … n − 1 and columns n … n + m − 1, hung from row 0, with the
 * flow to each node's parent and the potentials that make the reduced costs of its cells 0. Holds buffers: confined to one call
 * at a time.
 */
final class SpanningTree {
    private static final int NONE = -1;

    private int n;
    private int nodes;
    private int[] parent = new int[0];
    private int[] child = new int[0];
    private int[] next = new int[0];
    private int[] previous = new int[0];
    private int[] depth = new int[0];
    private int[] stack = new int[0];
    private long[] flow = new long[0];
    private double[] u = new double[0];
    private double[] v = new double[0];

    double[] u() {
        return u;
    }

    double[] v() {
        return v;
    }

    /**
     * Ships greedily, each row to its cheapest columns that still want mass. What this leaves unconnected is hung, row
     * first, below a column of the tree: cells without flow then point to the root, which is strong feasibility.
     */
    void start(CostMatrix cost, long[] supply, long[] demand) {
        resize(cost.rows(), cost.columns());
        long[] wanted = demand.clone();
        Adjacency links = new Adjacency(nodes);
        for (int i = 0; i < n; i++) {
            long left = supply[i];
            while (left > 0) {
                int j = cheapest(cost, i, wanted);
                long moved = Math.min(left, wanted[j]);
                links.add(i, n + j, moved);
                left -= moved;
                wanted[j] -= moved;
            }
        }
        hang(links, 0);
        for (int i = 1; i < n; i++) {
            if (parent[i] == NONE) {
                attach(i, n + cheapestHung(cost, i), 0);
                hang(links, i);
            }
        }
        recomputePotentials(cost);
    }

    private void resize(int rows, int columns) {
        n = rows;
        if (nodes != rows + columns || u.length != rows) {
            nodes = rows + columns;
            parent = new int[nodes];
            child = new int[nodes];
            next = new int[nodes];
            previous = new int[nodes];
            depth = new int[nodes];
            stack = new int[nodes];
            flow = new long[nodes];
            u = new double[rows];
            v = new double[columns];
        }
        Arrays.fill(parent, NONE);
        Arrays.fill(child, NONE);
        Arrays.fill(next, NONE);
        Arrays.fill(previous, NONE);
    }

    private static int cheapest(CostMatrix cost, int row, long[] wanted) {
        int best = NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0, at = row * cost.columns(); j < wanted.length; j++, at++) {
            if (wanted[j] > 0 && cost.values()[at] < least) {
                least = cost.values()[at];
                best = j;
            }
        }
        if (best == NONE) {
            throw new IllegalArgumentException("row masses exceed column masses");
        }
        return best;
    }

    private int cheapestHung(CostMatrix cost, int row) {
        int best = NONE;
        for (int j = 0, base = row * cost.columns(); j < cost.columns(); j++) {
            if (parent[n + j] != NONE && (best == NONE || cost.values()[base + j] < cost.values()[base + best])) {
                best = j;
            }
        }
        return best;
    }

    /** Hangs everything that is linked to {@code root} below it. */
    private void hang(Adjacency links, int root) {
        int count = 0;
        stack[count++] = root;
        while (count > 0) {
            int node = stack[--count];
            for (int link = links.first(node); link != NONE; link = links.next(link)) {
                int other = links.end(link);
                if (other != parent[node]) {
                    attach(other, node, links.mass(link));
                    stack[count++] = other;
                }
            }
        }
    }

    private void attach(int node, int to, long mass) {
        parent[node] = to;
        flow[node] = mass;
        previous[node] = NONE;
        next[node] = child[to];
        if (child[to] != NONE) {
            previous[child[to]] = node;
        }
        child[to] = node;
    }

    private void detach(int node) {
        if (previous[node] == NONE) {
            child[parent[node]] = next[node];
        } else {
            next[previous[node]] = next[node];
        }
        if (next[node] != NONE) {
            previous[next[node]] = previous[node];
        }
    }

    /** Brings cell (row, column) into the tree. */
    void pivot(int row, int column, CostMatrix cost) {
        int entering = n + column;
        double reduced = cost.values()[row * cost.columns() + column] - u[row] - v[column];
        long moved = Long.MAX_VALUE;
        int leaving = NONE;
        int a = row;
        int b = entering;
        // Up from both ends to where they meet. Of the cells that lose flow (above rows on the row's side, above
        // columns on the other) the last in the sense of the cycle leaves: nearest to the row, or else to the apex.
        while (a != b) {
            if (depth[a] >= depth[b]) {
                if (a < n && flow[a] < moved) {
                    moved = flow[a];
                    leaving = a;
                }
                a = parent[a];
            } else {
                if (b >= n && flow[b] <= moved) {
                    moved = flow[b];
                    leaving = b;
                }
                b = parent[b];
            }
        }
        boolean rowSide = leaving < n;
        change(row, a, -moved);
        change(entering, a, moved);
        rehang(rowSide ? row : entering, rowSide ? entering : row, leaving, moved);
        shift(rowSide ? row : entering, rowSide ? reduced : -reduced);
    }

    /** Flow along the path from a node to the apex: cells above rows change by {@code byRows}, above columns against it. */
    private void change(int from, int apex, long byRows) {
        for (int node = from; node != apex; node = parent[node]) {
            flow[node] += node < n ? byRows : -byRows;
        }
    }

    /** Turns the path from {@code node} up to {@code leaving} round, and hangs {@code node} below {@code under}. */
    private void rehang(int node, int under, int leaving, long mass) {
        int current = node;
        int newParent = under;
        long newFlow = mass;
        while (true) {
            int oldParent = parent[current];
            long oldFlow = flow[current];
            detach(current);
            attach(current, newParent, newFlow);
            if (current == leaving) {
                return;
            }
            newParent = current;
            newFlow = oldFlow;
            current = oldParent;
        }
    }

    /** Adds to the u of a subtree, subtracts from its v, and counts its depths anew. */
    private void shift(int root, double byU) {
        int count = 0;
        stack[count++] = root;
        while (count > 0) {
            int node = stack[--count];
            depth[node] = depth[parent[node]] + 1;
            if (node < n) {
                u[node] += byU;
            } else {
                v[node - n] -= byU;
            }
            for (int c = child[node]; c != NONE; c = next[c]) {
                stack[count++] = c;
            }
        }
    }

    void recomputePotentials(CostMatrix cost) {
        int count = 0;
        stack[count++] = 0;
        while (count > 0) {
            int node = stack[--count];
            int up = parent[node];
            depth[node] = up == NONE ? 0 : depth[up] + 1;
            if (node == 0) {
                u[0] = 0;
            } else if (node < n) {
                u[node] = cost.values()[node * cost.columns() + up - n] - v[up - n];
            } else {
                v[node - n] = cost.values()[up * cost.columns() + node - n] - u[up];
            }
            for (int c = child[node]; c != NONE; c = next[c]) {
                stack[count++] = c;
            }
        }
    }

    TransportPlan plan() {
        int[] row = new int[nodes];
        int[] column = new int[nodes];
        double[] mass = new double[nodes];
        int count = 0;
        for (int node = 1; node < nodes; node++) {
            if (flow[node] > 0) {
                row[count] = Math.min(node, parent[node]);
                column[count] = Math.max(node, parent[node]) - n;
                mass[count++] = flow[node];
            }
        }
        return TransportPlan.sorted(row, column, mass, count);
    }
}
