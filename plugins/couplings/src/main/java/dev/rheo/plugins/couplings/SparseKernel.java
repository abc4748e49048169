package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * Holds what is not below e^−cutoff of its row's largest entry, row by row. Its Sinkhorn steps are computed from all costs, in the
 * log domain. Buffers are reused; confined to one call at a time.
 */
final class SparseKernel extends EntropicKernel {
    private double[] columnLeast = new double[0];
    private double[] costs = new double[0];
    private double[] exponential = new double[0];
    private int[] rowStart = new int[0];
    private int[] column = new int[0];
    private double[] mass = new double[0];
    private double cutoff;

    /** From the next plan on, leaves out what is below e^−{@code depth} of its row's largest entry. */
    void cutOffAt(double depth) {
        cutoff = depth;
    }

    @Override
    void resize(int rows, int columns) {
        rowStart = new int[rows + 1];
        columnLeast = new double[columns];
        costs = new double[columns];
        exponential = new double[columns];
        if (mass.length <= rows * columns) {
            mass = new double[rows * columns + 1];
            column = new int[rows * columns + 1];
        }
    }

    @Override
    void fill(CostMatrix cost) {
        int n = cost.rows();
        double perLambda = 1 / lambda();
        double least = Math.exp(-cutoff);
        Arrays.fill(columnSum(), 0);
        int end = 0;
        for (int i = 0; i < n; i++) {
            rowStart[i] = end;
            double peak = exponentials(cost, i, perLambda);
            CostRow.cut(exponential, least);
            double sum = CostRow.sum(exponential);
            rowMass()[i] = rowMass(peak * perLambda, sum);
            CostRow.scaleAndAdd(exponential, rowMass()[i] / sum, columnSum());
            end = keep(end);
        }
        rowStart[n] = end;
    }

    /** exp((gⱼ − C(i, j) − peak) / λ) for a row; returns the peak, the largest g − C. */
    private double exponentials(CostMatrix cost, int i, double perLambda) {
        int m = cost.columns();
        System.arraycopy(cost.values(), i * m, costs, 0, m);
        double peak = CostRow.largest(g(), costs);
        CostRow.exponents(g(), costs, peak, perLambda, exponential);
        Exponentials.replace(exponential, m);
        return peak;
    }

    /** Without a branch, which would be guessed wrongly as often as not. */
    private int keep(int from) {
        double[] row = exponential;
        int end = from;
        for (int j = 0; j < row.length; j++) {
            column[end] = j;
            mass[end] = row[j];
            end += row[j] > 0 ? 1 : 0;
        }
        return end;
    }

    /**
     * One column update of Sinkhorn's algorithm in the log domain: g −= λ log(column sum / b), damped by ρ/(ρ+λ), where the
     * column sums, however small, are taken over all rows.
     */
    void sinkhornStep(CostMatrix cost) {
        int n = cost.rows();
        int m = cost.columns();
        double perLambda = 1 / lambda();
        double[] rowPotential = new double[n];
        Arrays.fill(columnLeast, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            double peak = exponentials(cost, i, perLambda);
            double sum = CostRow.sum(exponential);
            rowPotential[i] = peak + lambda() * Math.log(sum / (n * rowMass(peak * perLambda, sum)));
            CostRow.leastSums(costs, rowPotential[i], columnLeast);
        }
        double[] sums = new double[m];
        for (int i = 0; i < n; i++) {
            System.arraycopy(cost.values(), i * m, costs, 0, m);
            CostRow.exponents(columnLeast, costs, rowPotential[i], perLambda, exponential);
            Exponentials.replace(exponential, m);
            for (int j = 0; j < m; j++) {
                sums[j] += exponential[j];
            }
        }
        for (int j = 0; j < m; j++) {
            double full = columnLeast[j] + lambda() * Math.log(n / (m * sums[j]));
            g()[j] = (1 - looseness()) * full;
        }
    }

    @Override
    void timesColumns(double[] x, double[] out) {
        for (int i = 0; i < rows(); i++) {
            double dot = 0;
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                dot += mass[k] * x[column[k]];
            }
            out[i] = dot;
        }
    }

    @Override
    void timesRows(double[] y, double[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < rows(); i++) {
            double factor = y[i];
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                out[column[k]] += mass[k] * factor;
            }
        }
    }

    @Override
    void squaresTimesRows(double[] y, double[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < rows(); i++) {
            double factor = y[i];
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                out[column[k]] += mass[k] * mass[k] * factor;
            }
        }
    }

    @Override
    void scaleMasses(double[] byRow, double[] byColumn) {
        for (int i = 0; i < rows(); i++) {
            for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
                mass[k] *= byColumn[column[k]] * byRow[i];
            }
        }
    }

    @Override
    void scaleMasses(double factor) {
        for (int k = 0; k < rowStart[rows()]; k++) {
            mass[k] *= factor;
        }
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
