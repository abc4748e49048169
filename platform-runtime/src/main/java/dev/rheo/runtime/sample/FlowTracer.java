package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.experiment.Blueprint;
import java.util.stream.IntStream;

/**
 * Follows the trained velocity from fresh source samples with classic Runge–Kutta steps and integrates |v|² along the
 * way by Simpson's rule, whatever solver the experiment samples with: the energy is a property of the field.
 */
public final class FlowTracer {
    private static final int STEPS = 100;

    private final Blueprint blueprint;
    private final Sampler sampler;

    public FlowTracer(Blueprint blueprint, Sampler sampler) {
        this.blueprint = blueprint;
        this.sampler = sampler;
    }

    /** Follows {@code trajectories}, or as many as there are training data. */
    public FlowTrace trace(PreparedData data, int trajectories) {
        int n = Math.min(trajectories, data.training().points().count());
        Points start = sampler.starts("trace", n);
        Asked asked = sampler.asked("trace", n);
        Interval domain = blueprint.parts().sampled().domain();
        double h = domain.length() / STEPS;
        Points x = start;
        double energy = 0;
        for (int step = 0; step < STEPS; step++) {
            double t = domain.from() + step * h;
            Points k1 = sampler.velocity(x, t, asked);
            Points k2 = sampler.velocity(moved(x, k1, h / 2), t + h / 2, asked);
            Points k3 = sampler.velocity(moved(x, k2, h / 2), t + h / 2, asked);
            Points k4 = sampler.velocity(moved(x, k3, h), t + h, asked);
            energy += h / 6 * (square(k1) + 2 * square(k2) + 2 * square(k3) + square(k4)) / n;
            x = combined(x, k1, k2, k3, k4, h / 6);
        }
        Points ends = data.training().at(1).points();
        Points target = ends.select(rows(Math.min(n, ends.count()), ends));
        double displacement = square(moved(x, start, -1)) / n;
        return new FlowTrace(start, x, energy, energy - displacement / domain.length(), target);
    }

    private int[] rows(int n, Points data) {
        int[] order = blueprint.random().at("trace-data", 0).permutation(data.count());
        return IntStream.range(0, n).map(i -> order[i]).toArray();
    }

    private static Points moved(Points x, Points direction, double by) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (by * direction.values()[i]);
        }
        return new Points(values, x.count(), x.dimension());
    }

    private static Points combined(Points x, Points k1, Points k2, Points k3, Points k4, double by) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) {
            double slope = k1.values()[i] + 2.0 * k2.values()[i] + 2.0 * k3.values()[i] + k4.values()[i];
            values[i] += (float) (by * slope);
        }
        return new Points(values, x.count(), x.dimension());
    }

    private static double square(Points v) {
        double sum = 0;
        for (float value : v.values()) {
            sum += (double) value * value;
        }
        return sum;
    }
}
