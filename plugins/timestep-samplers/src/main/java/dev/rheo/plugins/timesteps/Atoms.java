package dev.rheo.plugins.timesteps;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** A law of finitely many times. */
final class Atoms {
    private final double[] times;
    private final double[] masses;
    private final double[] cumulative;

    /**
     * @param times ascending
     * @param weights proportional to the masses
     */
    Atoms(double[] times, double[] weights) {
        double total = DoubleStream.of(weights).sum();
        this.times = times.clone();
        this.masses = DoubleStream.of(weights).map(weight -> weight / total).toArray();
        this.cumulative = this.masses.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
    }

    double[] times() {
        return times.clone();
    }

    double quantile(double u) {
        int found = Arrays.binarySearch(cumulative, u);
        return times[Math.min(times.length - 1, found >= 0 ? found : -found - 1)];
    }

    double cumulative(double t) {
        int found = Arrays.binarySearch(times, t);
        int count = found >= 0 ? found + 1 : -found - 1;
        return count == 0 ? 0 : count == times.length ? 1 : cumulative[count - 1];
    }

    double mass(double t) {
        int found = Arrays.binarySearch(times, t);
        return found >= 0 ? masses[found] : 0;
    }
}
