package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The transportation problem min ⟨P, C⟩ with any row and column masses, by the primal network simplex on the bipartite
 * graph (Ahuja, Magnanti and Orlin 1993, chapter 11): the basis is a spanning tree of {@link Basis}, an entering cell is the
 * most negative of a block of about √(nm) cells, and the leaving one keeps the tree strongly feasible (Cunningham 1976), so
 * that degenerate pivots, of which there are many, cannot cycle. Masses are whole numbers, so flows are exact. Holds buffers:
 * confined to one call at a time.
 *
 * <p>A plan is returned with a certificate only: Σ P (C − u − v), with its own rounding on top, bounds what a better plan
 * could save (decision 006).
 */
final class NetworkSimplex {
    private static final double RELATIVE_GAP = 1e-11;
    private static final double ROUNDING = 0x1p-52;
    private static final double NEGLIGIBLE = 1e-14;
    private static final int MOST_RESTARTS = 8;
    private static final long PIVOTS_PER_NODE = 10_000;

    private final Basis basis = new Basis();
    private int cell;
    private int entering;

    /**
     * The optimal plan; it has at most n + m − 1 cells with mass.
     *
     * @param supply mass of each row, positive
     * @param demand mass of each column, positive, the same in all
     * @throws CouplingException if optimality could not be certified
     */
    TransportPlan solve(CostMatrix cost, long[] supply, long[] demand) {
        basis.start(cost, supply, demand);
        double scale = Math.max(Math.abs(cost.least()), Math.abs(cost.largest()));
        double threshold = -NEGLIGIBLE * scale;
        long most = PIVOTS_PER_NODE * (cost.rows() + cost.columns());
        long pivots = 0;
        double gap = Double.POSITIVE_INFINITY;
        TransportPlan plan = basis.plan();
        for (int round = 0; round < MOST_RESTARTS; round++) {
            cell = 0;
            while (pivots < most && price(cost, threshold)) {
                basis.pivot(entering / cost.columns(), entering % cost.columns(), cost);
                pivots++;
            }
            // Potentials were shifted at every pivot; afresh from the tree they carry less rounding.
            basis.recomputePotentials(cost);
            plan = basis.plan();
            gap = Math.min(gap(cost, plan, basis.v()), gap(cost, plan, new double[cost.columns()]));
            if (gap <= RELATIVE_GAP * Math.abs(plan.cost(cost))) {
                return plan;
            }
            threshold = Math.min(-Double.MIN_VALUE, threshold / 16);
        }
        throw new CouplingException(String.format(
                Locale.ROOT,
                "The transport plan of this batch of %d source samples and %d data could not be certified: after %d pivots its"
                        + " duality gap is %.3g of a cost of %.3g. Costs lie between %.3g and %.3g; standardise the data"
                        + " (standardise: true).",
                cost.rows(),
                cost.columns(),
                pivots,
                gap,
                plan.cost(cost),
                cost.least(),
                cost.largest()));
    }

    /** Looks for an entering cell, block by block from where the last search ended; false if there is none. */
    private boolean price(CostMatrix cost, double threshold) {
        int m = cost.columns();
        int cells = cost.rows() * m;
        int block = Math.max(10, (int) Math.sqrt(cells));
        double[] c = cost.values();
        double[] u = basis.u();
        double[] v = basis.v();
        double best = threshold;
        int found = -1;
        int unseen = cells;
        while (unseen > 0) {
            int left = Math.min(block, unseen);
            unseen -= left;
            while (left > 0) {
                int row = cell / m;
                int column = cell - row * m;
                int end = Math.min(m, column + left);
                double limit = best + u[row];
                int base = row * m;
                for (int j = column; j < end; j++) {
                    double reduced = c[base + j] - v[j];
                    if (reduced < limit) {
                        limit = reduced;
                        found = base + j;
                    }
                }
                best = limit - u[row];
                left -= end - column;
                cell = base + end == cells ? 0 : base + end;
            }
            if (found >= 0) {
                entering = found;
                return true;
            }
        }
        return false;
    }

    /**
     * What a better plan could save at most, rounding included. Any v gives such a bound; v = 0 gives the best one where the plan
     * costs next to nothing and the tree's potentials do not.
     */
    private static double gap(CostMatrix cost, TransportPlan plan, double[] v) {
        int m = cost.columns();
        double[] least = new double[cost.rows()];
        for (int i = 0; i < least.length; i++) {
            double low = Double.POSITIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                low = Math.min(low, cost.values()[i * m + j] - v[j]);
            }
            least[i] = low;
        }
        double sum = 0;
        for (int k = 0; k < plan.size(); k++) {
            double low = least[plan.row()[k]];
            double own = cost.values()[plan.row()[k] * m + plan.column()[k]] - v[plan.column()[k]];
            sum += plan.mass()[k] * (own - low + ROUNDING * (Math.abs(own) + Math.abs(low)));
        }
        return sum;
    }

    /** A spanning tree over rows 0 … n − 1 and columns n … n + m − 1, hung from row 0, with the flow to each node's parent. */
    private static final class Basis {
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
            Links links = new Links(nodes);
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
        private void hang(Links links, int root) {
            int count = 0;
            stack[count++] = root;
            while (count > 0) {
                int node = stack[--count];
                for (int link = links.first[node]; link != NONE; link = links.next[link]) {
                    int other = links.end[link];
                    if (other != parent[node]) {
                        attach(other, node, links.mass[link]);
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
            // columns on
            // the other) the last one in the sense of the cycle leaves: nearest to the row, or else nearest to the
            // apex.
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

    /** The cells of the greedy start, as adjacency lists. */
    private static final class Links {
        final int[] first;
        final int[] next;
        final int[] end;
        final long[] mass;
        private int count;

        Links(int nodes) {
            first = new int[nodes];
            Arrays.fill(first, Basis.NONE);
            next = new int[2 * nodes];
            end = new int[2 * nodes];
            mass = new long[2 * nodes];
        }

        void add(int row, int column, long moved) {
            half(row, column, moved);
            half(column, row, moved);
        }

        private void half(int from, int to, long moved) {
            end[count] = to;
            mass[count] = moved;
            next[count] = first[from];
            first[from] = count++;
        }
    }
}
