package dev.rheo.runtime.train;

import dev.rheo.api.track.RunEvent;
import java.util.function.LongSupplier;

/** Means of loss and gradient norm between reports. Reading them costs an engine call, so only every few steps are read. */
final class LossMeter {
    private static final int READINGS_PER_REPORT = 10;

    private final LongSupplier nanoTime;
    private final int every;
    private final int stride;
    private final long last;
    private double loss;
    private double norm;
    private int readings;
    private long since;
    private long sinceStep;

    /** @param last the step after which training ends, which is read too */
    LossMeter(int every, long firstStep, long last, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.every = every;
        this.stride = Math.max(1, every / READINGS_PER_REPORT);
        this.last = last;
        this.since = nanoTime.getAsLong();
        this.sinceStep = firstStep;
    }

    /** Whether the step that makes {@code done} steps is to be read. */
    boolean reads(long done) {
        return done % stride == 0 || due(done) || done == last;
    }

    void read(StepRunner step) {
        loss += step.loss();
        norm += step.gradientNorm();
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
