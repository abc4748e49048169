package dev.rheo.runtime.sample;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.evaluate.Interpolation;
import dev.rheo.api.random.Draws;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.experiment.Blueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Carries the rows of a time point along the trained velocity to a later one that was left out, with classic Runge–Kutta steps.
 */
public final class Interpolator {
    private static final int STEPS = 100;

    private final Blueprint blueprint;
    private final Sampler sampler;
    private final PreparedData data;

    public Interpolator(Blueprint blueprint, Sampler sampler, PreparedData data) {
        this.blueprint = blueprint;
        this.sampler = sampler;
        this.data = data;
    }

    /** To every time point that the data leaves out, at most {@code most} rows each; twice as many are there to compare with. */
    public List<Interpolation> all(int most) {
        TimePoints times = blueprint.data().timePoints();
        List<Interpolation> all = new ArrayList<>();
        for (double time : times.leftOut()) {
            double from =
                    times.trained().stream().filter(trained -> trained < time).reduce(0.0, Math::max);
            Points start = start(from, most);
            Points actual =
                    some(data.leftOut().at(time).points(), "actual", (int) Math.min(2L * most, Integer.MAX_VALUE));
            all.add(new Interpolation(
                    time,
                    from,
                    data.scaling().toOriginal(start),
                    data.scaling().toOriginal(carried(start, from, time)),
                    actual));
        }
        return all;
    }

    /** In training units: real rows of a time point, those held out first, or source samples. */
    private Points start(double from, int most) {
        if (from == 0) {
            return sampler.starts("interpolation", most);
        }
        Points held = data.heldOut().at(from).points();
        Points first = some(held, "start", most);
        Points rest = some(data.original().at(from).points(), "start", most - first.count());
        float[] values = new float[first.values().length + rest.values().length];
        System.arraycopy(first.values(), 0, values, 0, first.values().length);
        System.arraycopy(rest.values(), 0, values, first.values().length, rest.values().length);
        return data.scaling().toTraining(new Points(values, first.count() + rest.count(), held.dimension()));
    }

    private Points some(Points rows, String purpose, int most) {
        Draws draws = blueprint.random().at("interpolation." + purpose, rows.count());
        int[] order = draws.permutation(rows.count());
        return rows.select(IntStream.range(0, Math.min(most, rows.count()))
                .map(i -> order[i])
                .toArray());
    }

    private Points carried(Points start, double from, double to) {
        double h = (to - from) / STEPS;
        Points x = start;
        for (int step = 0; step < STEPS; step++) {
            double t = from + step * h;
            Points k1 = sampler.velocity(x, t, Asked.NOTHING);
            Points k2 = sampler.velocity(moved(x, k1, h / 2), t + h / 2, Asked.NOTHING);
            Points k3 = sampler.velocity(moved(x, k2, h / 2), t + h / 2, Asked.NOTHING);
            Points k4 = sampler.velocity(moved(x, k3, h), t + h, Asked.NOTHING);
            x = moved(moved(moved(moved(x, k1, h / 6), k2, h / 3), k3, h / 3), k4, h / 6);
        }
        return x;
    }

    private static Points moved(Points x, Points direction, double by) {
        float[] values = x.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (by * direction.values()[i]);
        }
        return new Points(values, x.count(), x.dimension());
    }
}
