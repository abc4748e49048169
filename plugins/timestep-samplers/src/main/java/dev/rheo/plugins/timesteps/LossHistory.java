package dev.rheo.plugins.timesteps;

import dev.rheo.api.time.LossAwareSampler.History;
import dev.rheo.api.time.TimestepSampler;
import java.util.Arrays;

/** The last losses of each bin, the oldest first, in float32 as the engine gives them. */
final class LossHistory implements History {
    private final int bins;
    private final int length;
    private final double uniform;
    private final float[] losses;
    private final int[] counts;

    LossHistory(int bins, int length, double uniform) {
        this.bins = bins;
        this.length = length;
        this.uniform = uniform;
        this.losses = new float[bins * length];
        this.counts = new int[bins];
    }

    @Override
    public void note(double[] t, double[] seen) {
        for (int i = 0; i < t.length; i++) {
            int bin = BinnedTimesteps.bin(t[i], bins);
            int first = bin * length;
            if (counts[bin] == length) {
                System.arraycopy(losses, first + 1, losses, first, length - 1);
                counts[bin]--;
            }
            losses[first + counts[bin]++] = (float) seen[i];
        }
    }

    @Override
    public TimestepSampler law() {
        double[] weights = new double[bins];
        double total = 0;
        for (int k = 0; k < bins; k++) {
            if (counts[k] < length) {
                return BinnedTimesteps.even(bins);
            }
            double squares = 0;
            for (int i = k * length; i < (k + 1) * length; i++) {
                squares += (double) losses[i] * losses[i];
            }
            weights[k] = Math.sqrt(squares / length);
            total += weights[k];
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            return BinnedTimesteps.even(bins); // nothing is lost anywhere, or not a number
        }
        for (int k = 0; k < bins; k++) {
            weights[k] = (1 - uniform) * weights[k] / total + uniform / bins;
        }
        return new BinnedTimesteps(weights);
    }

    @Override
    public float[] state() {
        float[] state = Arrays.copyOf(losses, losses.length + bins);
        for (int k = 0; k < bins; k++) {
            state[losses.length + k] = counts[k];
        }
        return state;
    }

    @Override
    public void restore(float[] state) {
        if (state.length != losses.length + bins) {
            throw new IllegalArgumentException("it holds " + state.length + " numbers about losses, but " + bins
                    + " bins of " + length + " losses have " + (losses.length + bins));
        }
        System.arraycopy(state, 0, losses, 0, losses.length);
        for (int k = 0; k < bins; k++) {
            counts[k] = Math.max(0, Math.min(length, (int) state[losses.length + k]));
        }
    }
}
