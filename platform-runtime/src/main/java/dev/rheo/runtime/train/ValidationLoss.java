package dev.rheo.runtime.train;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.LossFunction;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.pairs.PairException;
import dev.rheo.runtime.pairs.PairMaker;
import java.util.Arrays;

/**
 * The objective's loss on minibatches of held-out rows, made as those of the training are: the same sizes, coupling, times and
 * draws of the path, in streams of their own that are the same each time. What differs from the training's is said at {@link
 * PairMaking#heldOut}.
 */
public final class ValidationLoss {
    private static final int FEWEST = 2;

    private final Blueprint blueprint;
    private final PreparedData data;

    public ValidationLoss(Blueprint blueprint, PreparedData data) {
        this.blueprint = blueprint;
        this.data = data;
    }

    /**
     * The mean over at least {@code pairs} pairs, in whole minibatches and at least two of them, of the last {@code pairs}
     * held-out rows. Of fewer rows each is taken several times.
     *
     * @throws MetricException if there are no held-out rows, or they cannot be paired
     */
    public LossEstimate of(LossFunction loss, int pairs) {
        int rows = Math.min(pairs, data.heldOut().points().count());
        if (rows == 0) {
            throw new MetricException("no rows are held out; raise data.heldOut or give more data");
        }
        requireEachTime(rows);
        int batch = blueprint.spec().train().batch();
        int batches = Math.max(FEWEST, (pairs + batch - 1) / batch);
        PairMaker maker = new PairMaking(blueprint, data).heldOut(rows, random());
        SlotWriter slot = new SlotWriter(loss.newSlot(batch));
        double[] losses = new double[batches];
        try {
            for (int i = 0; i < batches; i++) {
                maker.make(i, batches, slot);
                losses[i] = loss.of(slot.slot());
            }
        } catch (PairException | CouplingException e) {
            throw new MetricException("held-out rows cannot be paired: " + e.getMessage());
        }
        double mean = Arrays.stream(losses).average().orElseThrow();
        double squares = Arrays.stream(losses).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (batches - 1) / batches);
        return new LossEstimate(mean, error, batches * batch, rows);
    }

    /** Pairs of data with time points join rows of neighbouring ones. */
    private void requireEachTime(int rows) {
        double[] trained = data.training().times();
        double[] heldOut = data.heldOut().times();
        if (trained == null || heldOut == null) {
            return;
        }
        double[] taken = Arrays.copyOfRange(heldOut, heldOut.length - rows, heldOut.length);
        for (double time : Arrays.stream(trained).distinct().toArray()) {
            if (Arrays.stream(taken).noneMatch(each -> each == time)) {
                throw new MetricException("none of the last " + rows + " held-out rows is of the time point t = " + time
                        + "; raise the metric's samples or data.heldOut");
            }
        }
    }

    private RandomStreams random() {
        return new RandomStreams(blueprint.random().at("held-out-loss", 0).bits(0, 0));
    }
}
