package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingException;
import java.util.Locale;

/**
 * Solves the entropic problem with uniform marginals for any λ &gt; 0: unless it is large beside the costs, λ is lowered in stages
 * (ε-scaling). Each stage begins with two steps of Sinkhorn and goes on with {@link SemiDualNewton}, in a {@link DenseKernel} or,
 * where few entries of the plan matter, in a {@link SparseKernel}. The last one ends when the plan's L1 marginal error, recomputed
 * from the potentials in float64, is within the tolerance. Holds buffers: confined to one call at a time.
 */
final class EntropicSolver {
    private static final double FIRST_STAGE = 1.0 / 60;
    /** From a first stage that is not farther away than this, λ itself is as good a start. */
    private static final double NEAR = 10;

    private static final double STAGE_FACTOR = 4;
    private static final int COARSE_STEPS = 40;
    private static final double COARSE_ERROR = 0.02;
    /** A column left without its mass must not go unnoticed: later stages, with sparser plans, hardly reach it. */
    private static final double COARSE_ERROR_PER_COLUMN = 0.2;

    private static final double COARSE_CUTOFF = 20;
    private static final double FINE_CUTOFF = 34;
    private static final double VANISHED = 1e-12;
    private static final double DRIFT_BEFORE_REBUILD = 12;
    /** Beyond, two more matrices would neither fit into caches nor be worth their memory. */
    private static final long MOST_DENSE_CELLS = 1L << 22;

    private static final double LEAST_DENSITY = 0.08;
    /** Below it a step of Newton's method gains much, unless rounding is in its way. */
    private static final double ROUGH = 1e-4;

    private final DenseKernel dense = new DenseKernel();
    private final SparseKernel sparse = new SparseKernel();
    private final SemiDualNewton newton = new SemiDualNewton();

    /**
     * The plan of potentials within {@code tolerance}, not yet rounded; it belongs to this solver until the next call.
     *
     * @param mostSteps Newton and Sinkhorn steps of the last stage
     * @throws CouplingException if the tolerance was not reached
     */
    SparseKernel solve(CostMatrix cost, double lambda, double tolerance, int mostSteps) {
        return solve(cost, lambda, Double.POSITIVE_INFINITY, tolerance, mostSteps);
    }

    /**
     * The same with marginals that are only penalised.
     *
     * @param penalty ρ, weight of the divergence of each marginal; infinite for exact ones
     */
    SparseKernel solve(CostMatrix cost, double lambda, double penalty, double tolerance, int mostSteps) {
        SparseKernel reached = approach(cost, lambda, penalty, tolerance, mostSteps);
        if (penalty < Double.POSITIVE_INFINITY && !(reached.plan().total() > VANISHED)) {
            throw vanished(cost, penalty);
        }
        if (!(reached.error() <= tolerance)) {
            throw notConverged(cost, lambda, tolerance, mostSteps, reached.error());
        }
        return reached;
    }

    /** As {@link #solve}, but what did not converge is returned too: {@link EntropicKernel#error} tells. */
    SparseKernel approach(CostMatrix cost, double lambda, double penalty, double tolerance, int mostSteps) {
        sparse.start(cost, penalty);
        if (fitsDense(cost)) {
            dense.start(cost, penalty);
        }
        // Penalised marginals move g by ρ times the error: what a coarse stage leaves is a long way for a fine one.
        double coarse = penalty < Double.POSITIVE_INFINITY
                ? tolerance
                : Math.min(COARSE_ERROR, COARSE_ERROR_PER_COLUMN / cost.columns());
        double stage = FIRST_STAGE * (cost.largest() - cost.least());
        if (stage <= NEAR * lambda) {
            stage = lambda;
        }
        while (stage > lambda) {
            converge(cost, stage, coarse, COARSE_STEPS, false);
            stage = Math.max(lambda, stage / STAGE_FACTOR);
        }
        converge(cost, lambda, tolerance, mostSteps, true);
        return sparse;
    }

    private static boolean fitsDense(CostMatrix cost) {
        return (long) cost.rows() * cost.columns() <= MOST_DENSE_CELLS;
    }

    /** Where marginals are penalised, an error of the sums moves g by ρ times as much: in float32, by more than λ if ρ is large. */
    private static boolean tellsPenalty(double penalty, double lambda) {
        return penalty == Double.POSITIVE_INFINITY || lambda > 10 * DenseKernel.FINEST_ERROR * penalty;
    }

    /** From the sparse kernel's potentials to better ones; the last stage leaves their plan there, too. */
    private void converge(CostMatrix cost, double lambda, double tolerance, int mostSteps, boolean last) {
        sparse.cutOffAt(last ? FINE_CUTOFF : COARSE_CUTOFF);
        int left = mostSteps;
        boolean mostlyZero = true;
        if (fitsDense(cost) && tellsPenalty(sparse.penalty(), lambda)) {
            dense.adopt(sparse);
            dense.build(cost, lambda);
            newton.sinkhornStep(dense);
            newton.sinkhornStep(dense);
            mostlyZero = dense.density() < LEAST_DENSITY;
            if (!mostlyZero) {
                left = iterateDense(cost, Math.max(DenseKernel.FINEST_ERROR, 0.5 * tolerance), left);
            }
            sparse.adopt(dense);
        } else {
            sparse.build(cost, lambda);
            sparse.sinkhornStep(cost);
            sparse.sinkhornStep(cost);
        }
        if (last || mostlyZero) {
            sparse.build(cost, lambda);
            iterateSparse(cost, tolerance, left);
        }
    }

    /** Returns how many steps are left. */
    private int iterateDense(CostMatrix cost, double tolerance, int mostSteps) {
        int left = mostSteps;
        double drift = 0;
        double before = Double.POSITIVE_INFINITY;
        while (left > 0 && dense.error() > tolerance && !(before < ROUGH && dense.error() > 0.5 * before)) {
            if (drift > DRIFT_BEFORE_REBUILD) {
                dense.build(cost, dense.lambda());
                drift = 0;
            }
            before = dense.error();
            double moved = newton.step(dense);
            drift += moved > 0 ? moved : newton.sinkhornStep(dense);
            left--;
        }
        return left;
    }

    /** Ends with a plan computed afresh from the potentials, so that its marginal error is as measured. */
    private void iterateSparse(CostMatrix cost, double tolerance, int mostSteps) {
        double drift = 0;
        for (int step = 0; step < mostSteps; step++) {
            if (sparse.error() <= tolerance) {
                if (drift == 0) {
                    return;
                }
                sparse.build(cost, sparse.lambda());
                drift = 0;
                continue;
            }
            double moved = newton.step(sparse);
            drift += moved;
            if (moved == 0) {
                sparse.sinkhornStep(cost);
            }
            if (moved == 0 || drift > DRIFT_BEFORE_REBUILD) {
                sparse.build(cost, sparse.lambda());
                drift = 0;
            }
        }
        if (drift > 0) {
            sparse.build(cost, sparse.lambda());
        }
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
