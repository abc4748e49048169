package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * The plan of the entropic problem that belongs to column potentials g: P(i, j) = a softmaxⱼ((gⱼ − C(i, j)) / λ), with
 * uniform a, so that its row sums are exact by construction and only its column sums may be off. Entries below e^−cutoff of
 * their row's largest are left out; the rest is kept row by row. Buffers are reused; confined to one call at a time.
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
    private double lambda;

    /** Forgets the potentials. */
    void start(CostMatrix cost) {
        int n = cost.rows();
        int m = cost.columns();
        if (rowStart.length != n + 1 || g.length != m) {
            rowStart = new int[n + 1];
            g = new double[m];
            columnSum = new double[m];
            columnPeak = new double[m];
            exponent = new double[m];
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
        int n = cost.rows();
        Arrays.fill(columnSum, 0);
        int end = 0;
        for (int i = 0; i < n; i++) {
            rowStart[i] = end;
            end = row(cost, i, cutoff, end);
            normalise(rowStart[i], end, 1.0 / n);
        }
        rowStart[n] = end;
    }

    private int row(CostMatrix cost, int i, double cutoff, int from) {
        int m = cost.columns();
        double peak = exponents(cost, i);
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

    private void normalise(int from, int to, double rowMass) {
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += mass[k];
        }
        double factor = rowMass / sum;
        for (int k = from; k < to; k++) {
            mass[k] *= factor;
            columnSum[column[k]] += mass[k];
        }
    }

    /**
     * One column update of Sinkhorn's algorithm in the log domain: g −= λ log(column sum / b), where the column sums, however
     * small, are taken over all rows.
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
            rowLog[i] = peak + Math.log(sum);
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
            g[j] += lambda * (Math.log((double) n / m) - columnPeak[j] - Math.log(sums[j]));
        }
    }

    /** The L1 distance of the column sums from the uniform marginal. */
    double error() {
        double sum = 0;
        for (double mass : columnSum) {
            sum += Math.abs(mass - 1.0 / g.length);
        }
        return sum;
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
