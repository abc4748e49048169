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
     * Steps chosen so that the estimated error of each stays below {@code atol + rtol · max(|x|, |x'|)} in the
     * root-mean-square over the batch (Hairer, Nørsett, Wanner: Solving ODEs I, II.4).
     *
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @param safety factor on the step proposed by the error estimate
     * @param minFactor smallest change of the step size
     * @param maxFactor largest change of the step size
     * @param maxSteps attempts after which the solve fails
     */
    record Adaptive(double rtol, double atol, double safety, double minFactor, double maxFactor, int maxSteps)
            implements Stepping {}
}
