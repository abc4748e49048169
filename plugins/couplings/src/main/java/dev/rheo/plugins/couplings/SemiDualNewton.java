package dev.rheo.plugins.couplings;

/**
 * Newton's method for the semi-dual of the entropic problem: maximise Σ b g − λ Σ a log Σⱼ exp((gⱼ − C)/λ) over g (Cuturi
 * and Peyré 2018, "Semidual regularized optimal transport"). With x = Δg/λ the Newton system is S x = b − P'1, where
 * S = diag(P'1) − P' diag(1/a) P; conjugate gradients solve it, a line search safeguards it. Where Sinkhorn needs
 * C/λ-many sweeps, this needs a dozen steps.
 *
 * <p>Where marginals are only penalised (ρ finite), b is what a column should have at its present potential, S gains
 * (λ/ρ) diag(b), and its second term shrinks by ρ/(ρ+λ), since row masses give way; so S is the better conditioned.
 */
final class SemiDualNewton {
    private static final int MOST_CG_STEPS = 400;
    private static final double LONGEST_STEP = 6;
    private static final double SHORTEST_FRACTION = 1e-6;
    private static final double ARMIJO = 1e-4;
    /** What may cancel in the diagonal of S, whose rows sum up to nothing where marginals are exact. */
    private static final double LEAST_PART = 1e-3;

    private double[] x = new double[0];
    private double[] residual = new double[0];
    private double[] preconditioned = new double[0];
    private double[] conjugate = new double[0];
    private double[] product = new double[0];
    private double[] diagonal = new double[0];
    private double[] inverse = new double[0];
    private double[] factor = new double[0];
    private double[] trialSum = new double[0];
    private double[] rowSum = new double[0];
    private double[] rowScale = new double[0];

    /**
     * One step, applied to the kernel's potentials, masses and column sums.
     *
     * @return a bound on how far any ratio of two masses moved, in logarithms; 0 if no step was found
     */
    double step(EntropicKernel kernel) {
        resize(kernel);
        direction(kernel, Math.min(0.1, Math.max(1e-3, kernel.error())));
        double longest = 0;
        double slope = 0;
        for (int j = 0; j < x.length; j++) {
            longest = Math.max(longest, Math.abs(x[j]));
            slope += x[j] * (kernel.wanted()[j] - kernel.columnSum()[j]);
        }
        if (!(slope > 0) || !Double.isFinite(longest)) {
            return 0;
        }
        double before = kernel.error();
        double t = Math.min(1, LONGEST_STEP / longest);
        for (double shortest = SHORTEST_FRACTION * t; t > shortest; t *= 0.4) {
            double gain = attempt(kernel, t);
            if (gain >= ARMIJO * t * slope || trialError(kernel, kernel.lambda() * t) < 0.7 * before) {
                accept(kernel, kernel.lambda() * t);
                return 2 * t * longest;
            }
        }
        return 0;
    }

    /**
     * One column update of Sinkhorn's algorithm instead, within what a plan can move without being built again: g −= λ
     * log(column sum / b), damped by ρ/(ρ+λ).
     *
     * @return as for {@link #step}
     */
    double sinkhornStep(EntropicKernel kernel) {
        resize(kernel);
        double longest = 0;
        double loose = kernel.looseness();
        for (int j = 0; j < x.length; j++) {
            double full = -Math.log(x.length * kernel.columnSum()[j]);
            double damped = loose == 0 ? full : (1 - loose) * full - loose * kernel.g()[j] / kernel.lambda();
            x[j] = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, damped));
            longest = Math.max(longest, Math.abs(x[j]));
        }
        attempt(kernel, 1);
        accept(kernel, kernel.lambda());
        return 2 * longest;
    }

    private void resize(EntropicKernel kernel) {
        int m = kernel.columns();
        if (x.length != m) {
            x = new double[m];
            residual = new double[m];
            preconditioned = new double[m];
            conjugate = new double[m];
            product = new double[m];
            diagonal = new double[m];
            inverse = new double[m];
            factor = new double[m];
            trialSum = new double[m];
        }
        if (rowScale.length != kernel.rows()) {
            rowSum = new double[kernel.rows()];
            rowScale = new double[kernel.rows()];
        }
    }

    /** Conjugate gradients from x = 0, preconditioned by the diagonal of S. */
    private void direction(EntropicKernel kernel, double tolerance) {
        double[] sums = kernel.columnSum();
        double give = kernel.looseness() / (1 - kernel.looseness());
        double residualProduct = 0;
        double start = 0;
        for (int i = 0; i < rowSum.length; i++) {
            rowSum[i] = (1 - kernel.looseness()) / kernel.rowMass()[i];
        }
        kernel.squaresTimesRows(rowSum, product);
        for (int j = 0; j < x.length; j++) {
            x[j] = 0;
            residual[j] = kernel.wanted()[j] - sums[j];
            diagonal[j] = sums[j] + give * kernel.wanted()[j];
            inverse[j] = 1 / Math.max(LEAST_PART * diagonal[j], diagonal[j] - product[j]);
            conjugate[j] = residual[j] * inverse[j];
            residualProduct += residual[j] * conjugate[j];
            start += residual[j] * residual[j];
        }
        double left = start;
        for (int k = 0; k < MOST_CG_STEPS && left > tolerance * tolerance * start; k++) {
            multiply(kernel);
            double curvature = 0;
            for (int j = 0; j < x.length; j++) {
                curvature += conjugate[j] * product[j];
            }
            if (!(curvature > 1e-14 * residualProduct)) {
                flat(k);
                return;
            }
            double alpha = residualProduct / curvature;
            double next = 0;
            left = 0;
            for (int j = 0; j < x.length; j++) {
                x[j] += alpha * conjugate[j];
                residual[j] -= alpha * product[j];
                preconditioned[j] = residual[j] * inverse[j];
                next += residual[j] * preconditioned[j];
                left += residual[j] * residual[j];
            }
            double beta = next / residualProduct;
            residualProduct = next;
            for (int j = 0; j < x.length; j++) {
                conjugate[j] = preconditioned[j] + beta * conjugate[j];
            }
        }
    }

    /** Without curvature (disconnected blocks) the first direction itself still ascends. */
    private void flat(int steps) {
        if (steps == 0) {
            System.arraycopy(conjugate, 0, x, 0, x.length);
        }
    }

    /** product = S conjugate. */
    private void multiply(EntropicKernel kernel) {
        kernel.timesColumns(conjugate, rowSum);
        double stiffness = 1 - kernel.looseness();
        for (int i = 0; i < rowSum.length; i++) {
            rowSum[i] *= stiffness / kernel.rowMass()[i];
        }
        kernel.timesRows(rowSum, product);
        for (int j = 0; j < x.length; j++) {
            product[j] = diagonal[j] * conjugate[j] - product[j];
        }
    }

    /** The column sums after g += λ t x, without touching the kernel; returns the semi-dual's gain in units of λ. */
    private double attempt(EntropicKernel kernel, double t) {
        double loose = kernel.looseness();
        double give = loose / (1 - loose);
        double gain = 0;
        for (int j = 0; j < x.length; j++) {
            factor[j] = Math.exp(t * x[j]);
            gain += loose == 0 ? t * x[j] / x.length : -kernel.wanted()[j] / give * Math.expm1(-give * t * x[j]);
        }
        kernel.timesColumns(factor, rowSum);
        for (int i = 0; i < rowSum.length; i++) {
            double own = kernel.rowMass()[i];
            double growth = rowSum[i] / own;
            rowScale[i] = loose == 0 ? 1 / growth : Math.pow(growth, loose - 1);
            gain -= loose == 0 ? own * Math.log(growth) : own / loose * Math.expm1(loose * Math.log(growth));
        }
        kernel.timesRows(rowScale, trialSum);
        for (int j = 0; j < x.length; j++) {
            trialSum[j] *= factor[j];
        }
        return gain;
    }

    private double trialError(EntropicKernel kernel, double move) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += Math.abs(trialSum[j] - kernel.wantedWith(kernel.g()[j] + move * x[j]));
        }
        return sum;
    }

    private void accept(EntropicKernel kernel, double move) {
        kernel.scaleMasses(rowScale, factor);
        if (kernel.looseness() > 0) {
            for (int i = 0; i < rowSum.length; i++) {
                kernel.rowMass()[i] = rowSum[i] * rowScale[i];
            }
        }
        for (int j = 0; j < x.length; j++) {
            x[j] *= move;
        }
        kernel.moved(x, trialSum);
    }
}
