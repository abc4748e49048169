package dev.rheo.api.coupling;

/**
 * What a solver knows of the plan that pairs were drawn from; the host writes it into the run's metrics, and warns of plans
 * that did not converge.
 *
 * @param marginalError L1 distance of the plan's marginals from those it should have, before any rounding; 0 where they are
 *     exact
 * @param converged whether the solver reached its tolerance
 */
public record PlanFacts(double marginalError, boolean converged) {
    /** Exact marginals. */
    public static final PlanFacts EXACT = new PlanFacts(0, true);
}
