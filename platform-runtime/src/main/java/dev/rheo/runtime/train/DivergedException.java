package dev.rheo.runtime.train;

/** Training that left the finite numbers. The parameters are those of the last finite step. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;

    DivergedException(long step, double loss, double gradientNorm, double learningRate) {
        super("training diverged at step " + step + ": loss " + loss + ", gradient norm " + gradientNorm
                + ", learning rate " + learningRate);
        this.step = step;
    }

    /** Steps done, the one that was not finite included. */
    public long step() {
        return step;
    }
}
