package dev.rheo.runtime.train;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.engine.TrainingSession;
import java.util.function.LongSupplier;

/**
 * Means of loss and gradient norm between reports. Reading them costs an engine call, so only every few steps are
 * read, and the one that was not finite.
 */
final class LossMeter {
    private static final int READINGS_PER_REPORT = 10;

    private final LongSupplier nanoTime;
    private final int every;
    private final int stride;
    private double loss;
    private double norm;
    private int readings;
    private long since;
    private long sinceStep;
    private long seen;

    LossMeter(int every, long firstStep, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.every = every;
        this.stride = Math.max(1, every / READINGS_PER_REPORT);
        this.since = nanoTime.getAsLong();
        this.sinceStep = firstStep;
        this.seen = firstStep;
    }

    /**
     * Looks at the session after {@code done} steps, if it is time to or the step was not finite.
     *
     * @throws DivergedException if the step was not finite
     */
    void observe(TrainingSession session, long done, double learningRate) {
        if (done % stride == 0 || due(done) || session.skipped() > 0) {
            look(session, done, learningRate);
        }
    }

    /**
     * Looks at the session after {@code done} steps, unless that was done already.
     *
     * @throws DivergedException if the step was not finite
     */
    void look(TrainingSession session, long done, double learningRate) {
        if (done == seen) {
            return;
        }
        seen = done;
        double stepLoss = session.loss();
        double stepNorm = session.gradientNorm();
        if (!Double.isFinite(stepLoss) || !Double.isFinite(stepNorm)) {
            throw new DivergedException(done, stepLoss, stepNorm, learningRate);
        }
        loss += stepLoss;
        norm += stepNorm;
        readings++;
    }

    boolean due(long done) {
        return done % every == 0;
    }

    /** The report since the last one; begins a new interval. */
    RunEvent.Progress report(long done, double learningRate) {
        long now = nanoTime.getAsLong();
        double rate = (done - sinceStep) * 1e9 / Math.max(1, now - since);
        RunEvent.Progress progress = new RunEvent.Progress(done, loss / readings, norm / readings, learningRate, rate);
        loss = 0;
        norm = 0;
        readings = 0;
        since = now;
        sinceStep = done;
        return progress;
    }

    /** Time that did not go into steps. */
    void pause(long nanos) {
        since += nanos;
    }

    boolean empty() {
        return readings == 0;
    }
}
