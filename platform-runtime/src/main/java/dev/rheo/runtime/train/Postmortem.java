package dev.rheo.runtime.train;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.runtime.engine.TrainingSession;
import dev.rheo.runtime.pairs.PairMaker;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/**
 * Looks at a step that was not finite. Such a step changes neither θ nor state, and its minibatches are a function of its
 * number, so it is done again, without the update.
 */
final class Postmortem {
    private final TrainingSession session;
    private final PairMaker pairs;
    private final List<InputSpec> inputs;
    private final int batch;
    private final int accumulate;

    Postmortem(TrainingSession session, PairMaker pairs, List<InputSpec> inputs, int batch, int accumulate) {
        this.session = session;
        this.pairs = pairs;
        this.inputs = inputs;
        this.batch = batch;
        this.accumulate = accumulate;
    }

    /** @param step counted from 0 */
    DivergedException of(long step, double learningRate) {
        double norm = session.gradientNorm();
        SlotWriter slot = new SlotWriter(session.newSlot(batch));
        double loss = 0;
        String shown = "";
        for (int i = 0; i < accumulate; i++) {
            pairs.make(step * accumulate + i, slot);
            session.accumulate(slot.slot(), i == 0);
            double part = session.loss();
            if (shown.isEmpty() && (!Double.isFinite(part) || i + 1 == accumulate)) {
                shown = describe(slot);
            }
            loss += part / accumulate;
        }
        return new DivergedException(step + 1, loss, norm, learningRate, shown);
    }

    private String describe(SlotWriter slot) {
        StringBuilder text = new StringBuilder();
        for (InputSpec input : inputs) {
            if (input.dtype() == Dtype.FLOAT) {
                text.append(text.isEmpty() ? "" : "; ").append(input.name()).append(' ');
                text.append(describe(slot.slot().floats(input.name())));
            }
        }
        return text.toString();
    }

    private static String describe(FloatBuffer values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int finite = 0;
        int all = values.remaining();
        for (int i = 0; i < all; i++) {
            double value = values.get(i);
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                sum += value;
                squares += value * value;
                finite++;
            }
        }
        double mean = sum / Math.max(1, finite);
        double deviation = Math.sqrt(Math.max(0, squares / Math.max(1, finite) - mean * mean));
        String range = finite == 0
                ? "without a finite number"
                : String.format(
                        Locale.ROOT, "from %.3g to %.3g, mean %.3g, deviation %.3g", low, high, mean, deviation);
        return finite == all || finite == 0 ? range : range + ", " + (all - finite) + " of " + all + " not finite";
    }
}
