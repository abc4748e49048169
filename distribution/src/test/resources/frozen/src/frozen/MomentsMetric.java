package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** The 2-Wasserstein distance between Gaussians of the same means and, feature by feature, standard deviations. */
@RheoComponent(name = "frozen-moments", summary = "Distance between means and standard deviations of samples and data.")
public final class MomentsMetric implements Metric {
    public record Config(
            @Option(value = "Most samples to compare.", defaultsTo = "5000", min = 2)
            int samples) implements ComponentConfig {}

    private final Config config;

    @Inject
    public MomentsMetric(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Points samples = evaluation.samples().points();
        int n = Math.min(config.samples(), samples.count());
        if (n < 2) {
            throw new MetricException("needs at least two samples; raise sample.count");
        }
        Points reference = evaluation.reference(n).points();
        double value = distance(samples.slice(0, n), reference);
        double floor = evaluation
                .floorSample(n)
                .map(other -> distance(other.points(), reference))
                .orElse(Double.NaN);
        return List.of(new Measurement(
                "frozen-moments",
                value,
                floor,
                Measurement.Better.LOWER,
                Map.of("samples", (double) n),
                "distance between means and standard deviations of samples and real data, in the data's units"));
    }

    private static double distance(Points x, Points y) {
        double square = 0;
        for (int k = 0; k < x.dimension(); k++) {
            double[] one = moments(x, k);
            double[] other = moments(y, k);
            square += Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2);
        }
        return Math.sqrt(square);
    }

    /** Mean and standard deviation of one feature. */
    private static double[] moments(Points points, int feature) {
        double mean = 0;
        for (int i = 0; i < points.count(); i++) {
            mean += points.at(i, feature) / points.count();
        }
        double variance = 0;
        for (int i = 0; i < points.count(); i++) {
            variance += Math.pow(points.at(i, feature) - mean, 2) / points.count();
        }
        return new double[] {mean, Math.sqrt(variance)};
    }
}
