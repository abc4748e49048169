package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Interpolation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well the flow guesses time points that training left out. The rows of the time point before are carried along the flow to
 * the left-out time and compared with the rows that were really there, by exact optimal transport:
 *
 * <ul>
 *   <li>{@code interpolation-w1-at-TIME} min over matchings σ of 1/n Σ |x_i − y_σ(i)|,
 *   <li>{@code interpolation-w2-at-TIME} √(min over matchings of 1/n Σ |x_i − y_σ(i)|²),
 * </ul>
 *
 * in the data's units, TIME being flow time. Beside each stands the floor, which other rows of the same time point set, and in
 * the details what the rows before would have had without moving.
 */
@RheoComponent(
        name = "interpolation",
        summary = "1- and 2-Wasserstein distance at the time points that training left out.",
        source = "Tong et al. 2020, TrajectoryNet; Tong et al. 2024, arXiv 2302.00482, section 5")
public final class InterpolationDistance implements Metric {
    /** What {@code interpolation} may be told. */
    public record Config(
            @Option(
                    value = "Most rows to carry and to match; memory is 4 bytes per pair.",
                    defaultsTo = "2000",
                    min = 2,
                    max = 10000)
            int samples)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.NONE.requires(
                    TraitNames.DATA_LEFT_OUT, "without a time point that training left out, there is nothing to guess");
        }
    }

    private final Config config;

    @Inject
    public InterpolationDistance(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        List<Measurement> measurements = new ArrayList<>();
        for (Interpolation each : evaluation.interpolations(config.samples())) {
            measurements.addAll(at(each));
        }
        if (measurements.isEmpty()) {
            throw new MetricException("no time point was left out; name one in the data's leaveOut");
        }
        return measurements;
    }

    private static List<Measurement> at(Interpolation each) {
        int real = each.actual().count();
        int n = Math.min(each.carried().count(), real);
        n = real < 2 * n ? Math.max(1, real / 2) : n; // so that there is a floor
        if (n < 2) {
            throw new MetricException("needs at least four rows at the time point left out and two before it");
        }
        Points actual = each.actual().slice(0, n);
        Points other = each.actual().slice(n, n);
        Points carried = Comparison.usable(each.carried()).slice(0, n);
        Points start = each.start().slice(0, n);
        String time = String.format(Locale.ROOT, "%.3g", each.time());
        return List.of(
                new Measurement(
                        "interpolation-w1-at-" + time,
                        Assignment.meanDistance(carried, actual),
                        Assignment.meanDistance(other, actual),
                        Better.LOWER,
                        details(each, n, Assignment.meanDistance(start, actual)),
                        "1-Wasserstein distance between rows carried to the time point left out and those really there"),
                new Measurement(
                        "interpolation-w2-at-" + time,
                        Math.sqrt(Assignment.meanSquaredDistance(carried, actual)),
                        Math.sqrt(Assignment.meanSquaredDistance(other, actual)),
                        Better.LOWER,
                        details(each, n, Math.sqrt(Assignment.meanSquaredDistance(start, actual))),
                        "2-Wasserstein distance between rows carried to the time point left out and those really there"));
    }

    private static Map<String, Double> details(Interpolation each, int n, double unmoved) {
        return Map.of("samples", (double) n, "time", each.time(), "from", each.from(), "unmoved", unmoved);
    }
}
