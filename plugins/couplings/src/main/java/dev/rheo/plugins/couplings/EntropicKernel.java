package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * The plan of the entropic problem that belongs to column potentials g: P(i, j) = a softmaxⱼ((gⱼ − C(i, j)) / λ), with
 * uniform a, so that its row sums are exact by construction and only its column sums may be off. Entries below e^−cutoff of
 * their row's largest are left out; the rest is kept row by row. Buffers are reused; confined to one call at a time.
 *
 * <p>With a finite penalty ρ on KL(marginal ‖ uniform) (Chizat et al. 2018) row i has the mass a Zᵢ^(λ/(ρ+λ)), where Zᵢ = Σ b
 * exp((g − C)/λ), and column j is wanted to have b e^(−g/ρ). Both tend to a and b as ρ → ∞, which is the balanced problem.
 */
final class EntropicKernel {
    private static final double LOG_OF_NEGLIGIBLE = 40;

    private double[] g = new double[0];
    private double[] columnSum = new double[0];
    private double[] columnPeak = new double[0];
    private double[] exponent = new double[0];
    private int[] rowStart = new int[0];
    private int[] column = new int[0];
    private double[] mass = new double[0];
    private double[] rowMass = new double[0];
    private double[] wanted = new double[0];
    private double lambda;
    private double penalty;
    private double looseness;

    /**
     * Forgets the potentials.
     *
     * @param marginalPenalty ρ; infinite for exact marginals
     */
    void start(CostMatrix cost, double marginalPenalty) {
        penalty = marginalPenalty;
        int n = cost.rows();
        int m = cost.columns();
        if (rowStart.length != n + 1 || g.length != m) {
            rowStart = new int[n + 1];
            g = new double[m];
            columnSum = new double[m];
            columnPeak = new double[m];
            exponent = new double[m];
            rowMass = new double[n];
            wanted = new double[m];
        }
        if (mass.length < n * m) {
            mass = new double[n * m];
            column = new int[n * m];
        }
        Arrays.fill(g, 0);
    }

    /** Computes the plan of the present potentials afresh. */
    void build(CostMatrix cost, double regularization, double cutoff) {
        lambda = regularization;
        looseness = lambda / (penalty + lambda);
        want();
        int n = cost.rows();
        Arrays.fill(columnSum, 0);
        int end = 0;
        for (int i = 0; i < n; i++) {
            rowStart[i] = end;
            double peak = exponents(cost, i);
            end = row(cost.columns(), peak, cutoff, end);
            normalise(rowStart[i], end, i, peak);
        }
        rowStart[n] = end;
        translate();
    }

    /**
     * Moves all of g by what makes rows and columns want the same mass. That direction is nearly flat for large ρ, and has a
     * closed form (Séjourné, Vialard and Peyré 2022, "Faster unbalanced optimal transport").
     */
    void translate() {
        if (looseness == 0) {
            return;
        }
        double asked = 0;
        double moved = 0;
        for (int j = 0; j < g.length; j++) {
            asked += wanted[j];
            moved += columnSum[j];
        }
        double shift = Math.log(asked / moved) / (1 / penalty + 1 / (penalty + lambda));
        double growth = Math.exp(shift / (penalty + lambda));
        for (int j = 0; j < g.length; j++) {
            g[j] += shift;
            columnSum[j] *= growth;
        }
        for (int i = 0; i < rowMass.length; i++) {
            rowMass[i] *= growth;
        }
        for (int k = 0; k < rowStart[rows()]; k++) {
            mass[k] *= growth;
        }
        want();
    }

    /** What the columns should sum up to, given the present potentials. */
    void want() {
        for (int j = 0; j < g.length; j++) {
            wanted[j] = wantedWith(g[j]);
        }
    }

    /** The mass that a column of potential {@code g} should have. */
    double wantedWith(double potential) {
        return looseness == 0 ? 1.0 / g.length : Math.exp(-potential / penalty) / g.length;
    }

    private double rowMass(double peak, double sum) {
        double even = 1.0 / rows();
        return looseness == 0 ? even : even * Math.exp(looseness * (peak + Math.log(sum / g.length)));
    }

    private int row(int m, double peak, double cutoff, int from) {
        int end = from;
        for (int j = 0; j < m; j++) {
            double depth = exponent[j] - peak;
            if (depth >= -cutoff) {
                column[end] = j;
                mass[end++] = Math.exp(depth);
            }
        }
        return end;
    }

    /** (gⱼ − C(i, j)) / λ for a row; returns the largest. */
    private double exponents(CostMatrix cost, int i) {
        double[] c = cost.values();
        int base = i * cost.columns();
        double perLambda = 1 / lambda;
        double peak = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < cost.columns(); j++) {
            double e = (g[j] - c[base + j]) * perLambda;
            exponent[j] = e;
            peak = Math.max(peak, e);
        }
        return peak;
    }

    private void normalise(int from, int to, int row, double peak) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += mass[k];
        }
        rowMass[row] = rowMass(peak, sum);
        double factor = rowMass[row] / sum;
        for (int k = from; k < to; k++) {
            mass[k] *= factor;
            columnSum[column[k]] += mass[k];
        }
    }

    /**
     * One column update of Sinkhorn's algorithm in the log domain: g −= λ log(column sum / b), damped by ρ/(ρ+λ), where the
     * column sums, however small, are taken over all rows.
     */
    void sinkhornStep(CostMatrix cost) {
        int n = cost.rows();
        int m = cost.columns();
        double[] rowLog = new double[n];
        Arrays.fill(columnPeak, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            double peak = exponents(cost, i);
            double sum = 0;
            for (int j = 0; j < m; j++) {
                double depth = exponent[j] - peak;
                sum += depth > -LOG_OF_NEGLIGIBLE ? Math.exp(depth) : 0;
            }
            rowLog[i] = peak + Math.log(sum) - Math.log(rowMass(peak, sum) * n);
            for (int j = 0; j < m; j++) {
                columnPeak[j] = Math.max(columnPeak[j], exponent[j] - rowLog[i]);
            }
        }
        double[] sums = new double[m];
        for (int i = 0; i < n; i++) {
            exponents(cost, i);
            for (int j = 0; j < m; j++) {
                double depth = exponent[j] - rowLog[i] - columnPeak[j];
                sums[j] += depth > -LOG_OF_NEGLIGIBLE ? Math.exp(depth) : 0;
            }
        }
        for (int j = 0; j < m; j++) {
            double full = g[j] + lambda * (Math.log((double) n / m) - columnPeak[j] - Math.log(sums[j]));
            g[j] = looseness == 0 ? full : (1 - looseness) * full;
        }
    }

    /** The L1 distance of the column sums from what they should be: the uniform marginal, unless it is penalised only. */
    double error() {
        double sum = 0;
        for (int j = 0; j < g.length; j++) {
            sum += Math.abs(columnSum[j] - wanted[j]);
        }
        return sum;
    }

    /** λ/(ρ+λ): 0 for exact marginals. */
    double looseness() {
        return looseness;
    }

    double[] rowMass() {
        return rowMass;
    }

    double[] wanted() {
        return wanted;
    }

    /** The cells kept, as a plan of its own. */
    TransportPlan plan() {
        int cells = rowStart[rows()];
        int[] row = new int[cells];
        for (int i = 0; i < rows(); i++) {
            Arrays.fill(row, rowStart[i], rowStart[i + 1], i);
        }
        return new TransportPlan(row, Arrays.copyOf(column, cells), Arrays.copyOf(mass, cells));
    }

    int rows() {
        return rowStart.length - 1;
    }

    int columns() {
        return g.length;
    }

    double[] g() {
        return g;
    }

    double[] columnSum() {
        return columnSum;
    }

    int[] rowStart() {
        return rowStart;
    }

    int[] column() {
        return column;
    }

    double[] mass() {
        return mass;
    }
}
