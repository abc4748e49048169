package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.sample.Stepping.Adaptive;

/**
 * Error norm, first step and step-size change of an adaptive method (Hairer, Nørsett, Wanner: Solving ODEs I, II.4).
 * The norm is over the whole batch, so samples of a batch share their steps.
 *
 * @param size of scaled errors and slopes
 */
record StepControl(Adaptive options, int order, ErrorNorm size) {
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

    double change(double norm, boolean afterRejection) {
        double factor = norm == 0 ? options.maxFactor() : options.safety() * Math.pow(norm, -1.0 / order);
        double most = afterRejection ? 1 : options.maxFactor();
        return Math.min(most, Math.max(options.minFactor(), factor));
    }
}
