package dev.rheo.runtime.pairs;

import dev.rheo.api.random.Draws;
import dev.rheo.api.time.Interval;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** So many times and their masses. */
final class Atoms implements TrainingTimes {
    /** How far apart two times may be that mean the same: what computing k/K twice differs by, and a little more. */
    private static final double SAME = 1e-9;

    private final TimestepSampler sampler;
    private final double[] times;
    private final double[] places;
    private final double[] masses;
    private final double[] cumulative;
    private final int reached;

    /**
     * @param times ascending
     * @param places where the times lie in the sampler's unit interval
     * @param masses one per time, of any total
     * @throws IllegalArgumentException if all masses are 0
     */
    Atoms(TimestepSampler sampler, double[] times, double[] places, double[] masses) {
        double total = DoubleStream.of(masses).sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("it never falls on a time of the path");
        }
        this.sampler = sampler;
        this.times = times.clone();
        this.places = places.clone();
        this.masses = DoubleStream.of(masses).map(mass -> mass / total).toArray();
        this.cumulative = this.masses.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
        this.reached = (int) DoubleStream.of(masses).filter(mass -> mass > 0).count();
    }

    /**
     * A sampler's own atoms.
     *
     * @param grid the only times of the path, ascending; empty if its time is continuous
     */
    static Atoms of(TimestepSampler sampler, double[] atoms, double[] grid, Interval domain) {
        double[] kept = grid.length > 0
                ? atoms
                : DoubleStream.of(atoms)
                        .filter(t -> Math.abs(domain.clip(t) - t) <= SAME)
                        .toArray();
        double[] masses = DoubleStream.of(kept).map(sampler::density).toArray();
        double[] times = DoubleStream.of(kept)
                .map(t -> grid.length > 0 ? onGrid(t, grid) : domain.clip(t))
                .toArray();
        return new Atoms(sampler, times, times, masses);
    }

    private static double onGrid(double t, double[] grid) {
        double nearest = grid[0];
        for (double time : grid) {
            nearest = Math.abs(time - t) < Math.abs(nearest - t) ? time : nearest;
        }
        if (Math.abs(nearest - t) > SAME) {
            throw new IllegalArgumentException("it gives the time " + t + ", but this path has only " + grid.length
                    + " times, of which " + nearest + " is the nearest");
        }
        return nearest;
    }

    @Override
    public double[] sample(Draws draws, int n) {
        double[] t = new double[n];
        sampler.uniforms(draws, 0, t);
        for (int i = 0; i < n; i++) {
            t[i] = times[index(t[i])];
        }
        return t;
    }

    /** The first atom up to which more than {@code u} of the mass lies. */
    private int index(double u) {
        int found = Arrays.binarySearch(cumulative, u);
        int index = found >= 0 ? found + 1 : -found - 1;
        while (index < times.length && cumulative[index] <= u) {
            index++;
        }
        while (index >= times.length || masses[index] == 0) { // a total rounded to below 1
            index--;
        }
        return index;
    }

    @Override
    public Weighting weighting() {
        return sampler.weighting();
    }

    @Override
    public double place(double t) {
        return places[Arrays.binarySearch(times, t)];
    }

    @Override
    public double weight(double t) {
        return 1 / (reached * masses[Arrays.binarySearch(times, t)]);
    }
}
