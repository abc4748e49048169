package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Locale;

/**
 * Solves the entropic problem with uniform marginals for any λ &gt; 0: λ is lowered in stages (ε-scaling), each stage begins
 * with two steps of Sinkhorn in the log domain and goes on with {@link SemiDualNewton}; the last one ends when the plan's L1
 * marginal error, recomputed from the potentials, is within the tolerance. Holds buffers: confined to one call at a time.
 */
final class EntropicSolver {
    private static final double FIRST_STAGE = 1.0 / 60;
    private static final double STAGE_FACTOR = 4;
    private static final int COARSE_STEPS = 40;
    private static final double COARSE_ERROR = 0.02;
    /** A column left without its mass must not go unnoticed: later stages, with sparser plans, hardly reach it. */
    private static final double COARSE_ERROR_PER_COLUMN = 0.2;

    private static final double COARSE_CUTOFF = 20;
    private static final double FINE_CUTOFF = 34;
    private static final double VANISHED = 1e-12;
    private static final double DRIFT_BEFORE_REBUILD = 12;

    private final EntropicKernel kernel = new EntropicKernel();
    private final SemiDualNewton newton = new SemiDualNewton();

    /**
     * The plan of potentials within {@code tolerance}, not yet rounded; it belongs to this solver until the next call.
     *
     * @param mostSteps Newton and Sinkhorn steps of the last stage
     * @throws CouplingException if the tolerance was not reached
     */
    EntropicKernel solve(CostMatrix cost, double lambda, double tolerance, int mostSteps) {
        return solve(cost, lambda, Double.POSITIVE_INFINITY, tolerance, mostSteps);
    }

    /**
     * The same with marginals that are only penalised.
     *
     * @param penalty ρ, weight of the divergence of each marginal; infinite for exact ones
     */
    EntropicKernel solve(CostMatrix cost, double lambda, double penalty, double tolerance, int mostSteps) {
        EntropicKernel reached = approach(cost, lambda, penalty, tolerance, mostSteps);
        if (penalty < Double.POSITIVE_INFINITY && !(reached.plan().total() > VANISHED)) {
            throw vanished(cost, penalty);
        }
        if (!(reached.error() <= tolerance)) {
            throw notConverged(cost, lambda, tolerance, mostSteps, reached.error());
        }
        return reached;
    }

    /** As {@link #solve}, but what did not converge is returned too: {@link EntropicKernel#error} tells. */
    EntropicKernel approach(CostMatrix cost, double lambda, double penalty, double tolerance, int mostSteps) {
        kernel.start(cost, penalty);
        double stage = Math.max(lambda, FIRST_STAGE * (cost.largest() - cost.least()));
        // Penalised marginals move g by ρ times the error: what a coarse stage leaves is a long way for a fine one.
        double coarse = penalty < Double.POSITIVE_INFINITY
                ? tolerance
                : Math.min(COARSE_ERROR, COARSE_ERROR_PER_COLUMN / cost.columns());
        while (stage > lambda) {
            converge(cost, stage, COARSE_CUTOFF, coarse, COARSE_STEPS);
            stage = Math.max(lambda, stage / STAGE_FACTOR);
        }
        converge(cost, lambda, FINE_CUTOFF, tolerance, mostSteps);
        return kernel;
    }

    /** Ends with a plan computed afresh from the potentials, so that its marginal error is as measured. */
    private void converge(CostMatrix cost, double lambda, double cutoff, double tolerance, int mostSteps) {
        kernel.build(cost, lambda, cutoff);
        kernel.sinkhornStep(cost);
        kernel.sinkhornStep(cost);
        kernel.build(cost, lambda, cutoff);
        double drift = 0;
        for (int step = 0; step < mostSteps; step++) {
            if (kernel.error() <= tolerance) {
                if (drift == 0) {
                    return;
                }
                kernel.build(cost, lambda, cutoff);
                drift = 0;
                continue;
            }
            double moved = newton.step(kernel, lambda);
            drift += moved;
            if (moved == 0) {
                kernel.sinkhornStep(cost);
            }
            if (moved == 0 || drift > DRIFT_BEFORE_REBUILD) {
                kernel.build(cost, lambda, cutoff);
                drift = 0;
            }
        }
        kernel.build(cost, lambda, cutoff);
    }

    private static CouplingException vanished(CostMatrix cost, double penalty) {
        return new CouplingException(String.format(
                Locale.ROOT,
                "The unbalanced plan of this batch moves no mass: it costs less to leave everything aside, with"
                        + " marginalPenalty %.3g against costs from %.3g. Raise coupling.marginalPenalty to the size of the"
                        + " costs, or standardise the data (standardise: true).",
                penalty,
                cost.least()));
    }

    private static CouplingException notConverged(
            CostMatrix cost, double lambda, double tolerance, int mostSteps, double error) {
        return new CouplingException(String.format(
                Locale.ROOT,
                "The entropic plan of this batch did not converge: after %d steps its marginals are still off by %.3g (L1;"
                        + " tolerance %.3g) with regularization %.3g against costs up to %.3g. Raise coupling.maxIterations,"
                        + " coupling.tolerance or the regularization, or use minibatch-ot, which is its limit.",
                mostSteps,
                error,
                tolerance,
                lambda,
                cost.largest()));
    }
}
