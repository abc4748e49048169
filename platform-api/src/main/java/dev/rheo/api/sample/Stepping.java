package dev.rheo.api.sample;

/** How a solver's steps are chosen. */
public sealed interface Stepping {
    /** {@code steps} steps of a {@link TimeGrid}. */
    record Fixed(int steps) implements Stepping {
        public Fixed {
            if (steps < 1) {
                throw new IllegalArgumentException("a solver needs at least one step, not " + steps);
            }
        }
    }

    /**
     * What a step's size is computed from. With k one more than the embedded order and eₙ the error of step n in units of
     * what is allowed, the step changes by the factor {@code safety} eₙ^−α eₙ₋₁^β.
     */
    enum Control {
        /** The last error alone: α = 1/k, β = 0. */
        I,

        /** The last two: β = 0.2/k, α = 1/k − 0.75 β, which Hairer's DOPRI5 (k = 5) has as 0.04 and 0.17. */
        PI
    }

    /**
     * Steps chosen so that the estimated error of each stays below {@code atol + rtol · max(|x|, |x'|)} in the
     * root-mean-square over the batch (Hairer, Nørsett, Wanner: Solving ODEs I, II.4).
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @param control what a step's size is computed from
     * @param safety factor on the step proposed by the error estimate
     * @param minFactor smallest change of the step size
     * @param maxFactor largest change of the step size
     * @param maxSteps attempts after which the solve fails
     */
    record Adaptive(
            double rtol, double atol, Control control, double safety, double minFactor, double maxFactor, int maxSteps)
            implements Stepping {}
}
