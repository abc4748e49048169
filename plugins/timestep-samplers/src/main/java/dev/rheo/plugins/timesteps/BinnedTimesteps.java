package dev.rheo.plugins.timesteps;

import dev.rheo.api.time.TimestepSampler;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A density that is constant on each of some even bins of [0, 1], divided out of the loss. */
final class BinnedTimesteps implements TimestepSampler {
    private final double[] masses;
    private final double[] below;

    /** @param weights proportional to the bins' probabilities, all positive */
    BinnedTimesteps(double[] weights) {
        double total = DoubleStream.of(weights).sum();
        this.masses = DoubleStream.of(weights).map(weight -> weight / total).toArray();
        this.below = new double[masses.length];
        for (int k = 1; k < masses.length; k++) {
            below[k] = below[k - 1] + masses[k - 1];
        }
    }

    static BinnedTimesteps even(int bins) {
        double[] weights = new double[bins];
        Arrays.fill(weights, 1);
        return new BinnedTimesteps(weights);
    }

    /** The bin of a time. */
    static int bin(double t, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) (t * bins)));
    }

    @Override
    public double quantile(double u) {
        int found = Arrays.binarySearch(below, u);
        int k = Math.max(0, found >= 0 ? found : -found - 2);
        return Math.max(0, Math.min(1, (k + (u - below[k]) / masses[k]) / masses.length));
    }

    @Override
    public double cumulative(double t) {
        int k = bin(t, masses.length);
        return Math.max(0, Math.min(1, below[k] + (t * masses.length - k) * masses[k]));
    }

    @Override
    public double density(double t) {
        return t < 0 || t > 1 ? 0 : masses[bin(t, masses.length)] * masses.length;
    }

    @Override
    public Weighting weighting() {
        return Weighting.IMPORTANCE;
    }
}
