package dev.rheo.plugins.couplings;

import java.util.Arrays;

/**
 * The plan of the entropic problem that belongs to column potentials g: P(i, j) = a softmaxⱼ((gⱼ − C(i, j)) / λ), with
 * uniform a, so that its row sums are exact by construction and only its column sums may be off. How the plan is held is up
 * to the subclass. Buffers are reused; confined to one call at a time.
 *
 * <p>With a finite penalty ρ on KL(marginal ‖ uniform) (Chizat et al. 2018) row i has the mass a Zᵢ^(λ/(ρ+λ)), where Zᵢ = Σ b
 * exp((g − C)/λ), and column j is wanted to have b e^(−g/ρ). Both tend to a and b as ρ → ∞, which is the balanced problem.
 */
abstract class EntropicKernel {
    private double[] g = new double[0];
    private double[] columnSum = new double[0];
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
    final void start(CostMatrix cost, double marginalPenalty) {
        penalty = marginalPenalty;
        if (rowMass.length != cost.rows() || g.length != cost.columns()) {
            g = new double[cost.columns()];
            columnSum = new double[cost.columns()];
            wanted = new double[cost.columns()];
            rowMass = new double[cost.rows()];
            resize(cost.rows(), cost.columns());
        }
        Arrays.fill(g, 0);
    }

    /** Goes on from the potentials of another kernel. */
    final void adopt(EntropicKernel other) {
        System.arraycopy(other.g, 0, g, 0, g.length);
    }

    /** Computes the plan of the present potentials afresh. */
    final void build(CostMatrix cost, double regularization) {
        lambda = regularization;
        looseness = lambda / (penalty + lambda);
        fill(cost);
        want();
        translate();
    }

    abstract void resize(int rows, int columns);

    /** Computes masses, row masses and column sums. */
    abstract void fill(CostMatrix cost);

    /** out = P x. */
    abstract void timesColumns(double[] x, double[] out);

    /** out = P' y. */
    abstract void timesRows(double[] y, double[] out);

    /** out = (P∘P)' y. */
    abstract void squaresTimesRows(double[] y, double[] out);

    /** Multiplies the masses of every row and every column by the given factors. */
    abstract void scaleMasses(double[] byRow, double[] byColumn);

    /** Multiplies all masses. */
    abstract void scaleMasses(double factor);

    /** After a change of the masses by factors e^(move / λ) of the columns and what follows for the rows. */
    final void moved(double[] move, double[] sums) {
        for (int j = 0; j < g.length; j++) {
            g[j] += move[j];
            columnSum[j] = sums[j];
        }
        want();
        translate();
    }

    /**
     * Moves all of g by what makes rows and columns want the same mass. That direction is nearly flat for large ρ, and has a
     * closed form (Séjourné, Vialard and Peyré 2022, "Faster unbalanced optimal transport").
     */
    private void translate() {
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
        scaleMasses(growth);
        want();
    }

    /** What the columns should sum up to, given the present potentials. */
    private void want() {
        for (int j = 0; j < g.length; j++) {
            wanted[j] = wantedWith(g[j]);
        }
    }

    /** The mass that a column of this potential should have. */
    final double wantedWith(double potential) {
        return looseness == 0 ? 1.0 / g.length : Math.exp(-potential / penalty) / g.length;
    }

    /** The mass of a row with Σⱼ exp((gⱼ − C)/λ) = {@code sum} e^{@code peak}. */
    final double rowMass(double peak, double sum) {
        double even = 1.0 / rowMass.length;
        return looseness == 0 ? even : even * Math.exp(looseness * (peak + Math.log(sum / g.length)));
    }

    /** The L1 distance of the column sums from what they should be: the uniform marginal, unless it is penalised only. */
    final double error() {
        double sum = 0;
        for (int j = 0; j < g.length; j++) {
            sum += Math.abs(columnSum[j] - wanted[j]);
        }
        return sum;
    }

    final double lambda() {
        return lambda;
    }

    /** ρ. */
    final double penalty() {
        return penalty;
    }

    /** λ/(ρ+λ): 0 for exact marginals. */
    final double looseness() {
        return looseness;
    }

    final int rows() {
        return rowMass.length;
    }

    final int columns() {
        return g.length;
    }

    final double[] g() {
        return g;
    }

    final double[] columnSum() {
        return columnSum;
    }

    final double[] rowMass() {
        return rowMass;
    }

    final double[] wanted() {
        return wanted;
    }
}
