package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * √(2 E|X − Y| − E|X − X'| − E|Y − Y'|), expectations over all pairs of the samples, a point with itself included (the
 * V-statistic, as SciPy's {@code energy_distance}): never negative, 0 for equal samples, and above 0 by O(n^(−1/2))
 * otherwise.
 */
@RheoComponent(
        name = "energy-distance",
        summary = "Energy distance to real data.",
        formula = "√(2 E|X − Y| − E|X − X'| − E|Y − Y'|)",
        source = "Székely and Rizzo 2013, J. Stat. Plan. Inference 143")
public final class EnergyDistance implements Metric {
    /** What {@code energy-distance} may be told. */
    public record Config(
            @Option(value = "Most samples to compare.", defaultsTo = "5000", min = 2, max = 100000)
            int samples) implements ComponentConfig {}

    private final Config config;

    @Inject
    public EnergyDistance(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        return Comparison.of(evaluation, config.samples())
                .measure(
                        "energy-distance",
                        EnergyDistance::distance,
                        Map.of(),
                        "energy distance between samples and real data (a root of a length in the data's units)");
    }

    private static double distance(Points x, Points y) {
        double within = mean(x, x) + mean(y, y);
        return Math.sqrt(Math.max(0, 2 * mean(x, y) - within));
    }

    private static double mean(Points x, Points y) {
        return PairSums.sum(x, y, Math::sqrt) / ((double) x.count() * y.count());
    }
}
