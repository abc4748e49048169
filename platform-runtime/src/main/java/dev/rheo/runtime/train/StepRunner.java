package dev.rheo.runtime.train;

import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.pairs.Prefetch;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Stopwatch;
import java.util.function.LongConsumer;

/** Does optimizer steps on a prefetch's minibatches. */
final class StepRunner {
    private static final int PROFILED = 16;

    private final TrainingSession session;
    private final Prefetch<SlotWriter> prefetch;
    private final int accumulate;
    private final Stopwatch watch;
    private final LongConsumer learn;
    private double loss;
    private boolean fused;
    private long waited;
    private long gradientNanos;
    private long updateNanos;

    /**
     * @param watch while it runs, every 16th step is done in two calls, to tell gradient and update apart; equal bits
     * @param learn told of each minibatch while its results are those of the session
     */
    StepRunner(
            TrainingSession session,
            Prefetch<SlotWriter> prefetch,
            int accumulate,
            Stopwatch watch,
            LongConsumer learn) {
        this.session = session;
        this.prefetch = prefetch;
        this.accumulate = accumulate;
        this.watch = watch;
        this.learn = learn;
    }

    /**
     * Step {@code step}, counted from 0.
     *
     * @param read whether {@link #loss} will be asked for
     */
    void run(long step, double learningRate, boolean read) throws InterruptedException {
        fused = accumulate == 1 && !(watch.runs() && step % PROFILED == 0);
        if (fused) {
            long at = watch.start();
            SlotWriter slot = take(step);
            at = watch.lap(Phase.WAIT, at);
            session.step(slot.slot(), learningRate);
            long done = watch.lap(Phase.ENGINE, at);
            prefetch.release();
            learn.accept(step);
            if (watch.runs() && gradientNanos + updateNanos > 0) {
                double part = (double) updateNanos / (gradientNanos + updateNanos);
                watch.move(Phase.ENGINE, Phase.OPTIMIZER, Math.round(part * (done - at)));
            }
            return;
        }
        loss = 0;
        long at = watch.start();
        for (int i = 0; i < accumulate; i++) {
            SlotWriter slot = take(step * accumulate + i);
            long began = watch.lap(Phase.WAIT, at);
            session.accumulate(slot.slot(), i == 0);
            loss += read ? session.loss() / accumulate : 0;
            learn.accept(step * accumulate + i);
            at = watch.lap(Phase.ENGINE, began);
            gradientNanos += at - began;
            prefetch.release();
        }
        session.update(1.0 / accumulate, learningRate);
        updateNanos += watch.lap(Phase.OPTIMIZER, at) - at;
    }

    private SlotWriter take(long minibatch) throws InterruptedException {
        long began = System.nanoTime();
        SlotWriter slot = prefetch.take(minibatch);
        waited += System.nanoTime() - began;
        return slot;
    }

    /** Nanoseconds waited for minibatches so far. */
    long waited() {
        return waited;
    }

    /** The loss of the last step, if it was run to be read. Costs an engine call. */
    double loss() {
        return fused ? session.loss() : loss;
    }

    /** The gradient's norm before clipping, of the last step. Costs an engine call. */
    double gradientNorm() {
        return session.gradientNorm();
    }
}
