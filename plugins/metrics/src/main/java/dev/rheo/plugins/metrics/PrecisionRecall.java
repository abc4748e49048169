package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Precision: the fraction of samples that lie in the manifold of real data, the union of the balls around real rows that reach
 * to their k-th nearest other real row; recall: the fraction of real rows that lie in the manifold of samples made the same
 * way. Both on features. The floors, here ceilings, are what real rows reach in the samples' place.
 */
@RheoComponent(
        name = "precision-recall",
        summary =
                "Fraction of samples among real data and of real data among samples, by k-nearest-neighbour manifolds.",
        source = "Kynkäänniemi et al. 2019, arXiv 1904.06991, equations 1-2")
public final class PrecisionRecall implements Metric {
    /** What {@code precision-recall} may be told. */
    public record Config(
            @Inline Extractor extractor,

            @Option(
                    value = "Which nearest neighbour the balls reach to.",
                    defaultsTo = "3",
                    min = 1,
                    max = 100,
                    source = "Kynkäänniemi et al. 2019, sec. 3")
            int neighbour,

            @Option(value = "Most samples to compare.", defaultsTo = "2000", min = 2, max = 100000)
            int samples)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return extractor.traits();
        }

        @Override
        public void check(Problems problems) {
            extractor.check(problems);
        }
    }

    private final Config config;

    @Inject
    public PrecisionRecall(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison comparison = Comparison.of(evaluation, config.samples());
        if (comparison.samples().count() <= config.neighbour()) {
            throw new MetricException("needs more than " + config.neighbour()
                    + " samples for balls that reach to neighbour " + config.neighbour()
                    + "; raise sample.count or lower neighbour");
        }
        Features features = config.extractor().of(evaluation);
        Comparison compared = Extractor.compared(comparison, features);
        return List.of(
                higher(
                        "precision-" + features.name(),
                        compared,
                        (samples, real) -> covered(samples, real),
                        "fraction of samples among real data (" + features.words() + ")",
                        features),
                higher(
                        "recall-" + features.name(),
                        compared,
                        (samples, real) -> covered(real, samples),
                        "fraction of real data among samples (" + features.words() + ")",
                        features));
    }

    private static Measurement higher(
            String name, Comparison compared, Comparison.Distance fraction, String meaning, Features features) {
        Measurement measured = compared.measure(name, fraction, Map.of("features-hash", features.hashNumber()), meaning)
                .get(0);
        return new Measurement(name, measured.value(), measured.floor(), Better.HIGHER, measured.details(), meaning);
    }

    /** The fraction of points that lie in a ball around one of the centres. */
    private double covered(Points points, Points centres) {
        int n = centres.count();
        double[] squared = new double[n];
        double[] radii = new double[n];
        for (int i = 0; i < n; i++) {
            centres.slice(i, 1).squaredDistances(centres, squared);
            squared[i] = -1; // itself comes first whatever copies there are
            double[] sorted = squared.clone();
            Arrays.sort(sorted);
            radii[i] = sorted[config.neighbour()];
        }
        int inside = 0;
        for (int i = 0; i < points.count(); i++) {
            points.slice(i, 1).squaredDistances(centres, squared);
            boolean found = false;
            for (int j = 0; j < n && !found; j++) {
                found = squared[j] <= radii[j];
            }
            inside += found ? 1 : 0;
        }
        return (double) inside / points.count();
    }
}
