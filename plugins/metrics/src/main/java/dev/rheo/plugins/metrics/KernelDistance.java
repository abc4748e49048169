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
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * MMD² of features with the kernel (x·y/d + 1)³, by the unbiased U-statistic over all samples: values around 0, also negative
 * ones, mean no difference. Numbers compare between models of the same data and the same features only.
 */
@RheoComponent(
        name = "kid",
        summary = "Kernel distance to real data on named features, unbiased.",
        formula = "MMD² with k(x, y) = (x·y/d + 1)³",
        source = "Bińkowski et al. 2018, arXiv 1801.01401, sec. 4")
public final class KernelDistance implements Metric {
    /** What {@code kid} may be told. */
    public record Config(
            @Inline Extractor extractor,

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
    public KernelDistance(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison comparison = Comparison.of(evaluation, config.samples());
        Features features = config.extractor().of(evaluation);
        return Extractor.compared(comparison, features)
                .measure(
                        "kid-" + features.name(),
                        KernelDistance::squared,
                        Map.of("features-hash", features.hashNumber()),
                        "squared kernel distance (unbiased, so around 0 when there is no difference; "
                                + features.words() + ")");
    }

    private static double squared(Points x, Points y) {
        double n = x.count();
        double m = y.count();
        return within(x) / (n * (n - 1)) + within(y) / (m * (m - 1)) - 2 * between(x, y) / (n * m);
    }

    /** Σ k(x_i, x_j) over i ≠ j. */
    private static double within(Points x) {
        double sum = 0;
        for (int i = 0; i < x.count(); i++) {
            double row = 0;
            for (int j = 0; j < i; j++) {
                row += kernel(x, i, x, j);
            }
            sum += 2 * row;
        }
        return sum;
    }

    private static double between(Points x, Points y) {
        double sum = 0;
        for (int i = 0; i < x.count(); i++) {
            double row = 0;
            for (int j = 0; j < y.count(); j++) {
                row += kernel(x, i, y, j);
            }
            sum += row;
        }
        return sum;
    }

    private static double kernel(Points x, int i, Points y, int j) {
        int d = x.dimension();
        double product = 0;
        for (int k = 0; k < d; k++) {
            product += x.values()[i * d + k] * y.values()[j * d + k];
        }
        double root = product / d + 1;
        return root * root * root;
    }
}
