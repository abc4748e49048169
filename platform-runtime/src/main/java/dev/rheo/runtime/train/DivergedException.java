package dev.rheo.runtime.train;

import java.util.Locale;

/** Training that left the finite numbers. The parameters are those of the last finite step. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;

    /** @param minibatch statistics of what the step was done on */
    DivergedException(long step, double loss, double gradientNorm, double learningRate, String minibatch) {
        super(String.format(
                Locale.ROOT,
                "training diverged at step %d: loss %.4g, gradient norm %.4g, learning rate %.4g; its minibatch: %s",
                step,
                loss,
                gradientNorm,
                learningRate,
                minibatch));
        this.step = step;
    }

    /** Steps done, the one that was not finite included. */
    public long step() {
        return step;
    }
}
