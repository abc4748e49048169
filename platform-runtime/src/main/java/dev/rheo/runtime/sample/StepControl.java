package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.api.sample.Stepping.Control;

/**
 * Error norm, first step and step-size change of an adaptive method (Hairer, Nørsett, Wanner: Solving ODEs I, II.4).
 * The norm is over the whole batch, so samples of a batch share their steps.
 *
 * @param size of scaled errors and slopes
 */
record StepControl(Adaptive options, int order, ErrorNorm size) {
    /** An error smaller than this says no more than this to PI control; also what it takes for the first step's forerunner. */
    static final double SMALLEST_NORM = 1e-4;

    /** At most 1 for a step to be accepted. */
    double norm(NDArray error, NDArray before, NDArray after) {
        NDArray scale = before.abs().maximum(after.abs()).muli(options.rtol()).addi(options.atol());
        return size.of(error.div(scale));
    }

    /**
     * A first guess from the size of the field and of its change over a probing step.
     *
     * @param length of the interval, which neither the probe nor the step exceeds; negative for a solve backwards
     * @return the size of the step, positive in either direction
     * @throws SolveException if the field is not finite at {@code t} or next to it
     */
    double firstStep(RungeKutta method, NDArray x, double t, double length, NDArray derivative) {
        NDArray scale = x.abs().muli(options.rtol()).addi(options.atol());
        double extent = size.of(x.div(scale));
        double slope = size.of(derivative.div(scale));
        double probe = Math.min(Math.abs(length), extent < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * extent / slope);
        double signed = Math.copySign(probe, length);
        NDArray there = method.derivative(derivative.mul(signed).addi(x), t + signed);
        double bend = size.of(there.sub(derivative).divi(scale)) / probe;
        double larger = Math.max(slope, bend);
        double step = larger <= 1e-15 ? Math.max(1e-6, 1e-3 * probe) : Math.pow(0.01 / larger, 1.0 / order);
        double first = Math.min(Math.min(100 * probe, step), Math.abs(length));
        if (!(first > 0)) {
            throw new SolveException("the field is not finite at t = " + t
                    + ": look at the training loss, and whether the source samples are of the scale trained on");
        }
        return first;
    }

    /**
     * The factor by which a step changes.
     *
     * @param before the norm of the last accepted step, at least {@link #SMALLEST_NORM}; counts with PI control alone
     */
    double change(double norm, double before, boolean afterRejection) {
        double most = afterRejection ? 1 : options.maxFactor();
        if (!Double.isFinite(norm)) {
            return options.minFactor();
        }
        double beta = options.control() == Control.PI ? 0.2 / order : 0;
        double factor = options.safety() * Math.pow(norm, 0.75 * beta - 1.0 / order) * Math.pow(before, beta);
        return Math.min(most, Math.max(options.minFactor(), factor));
    }
}
