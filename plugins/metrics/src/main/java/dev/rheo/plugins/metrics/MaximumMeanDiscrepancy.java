package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * MMD² (the square, without a root) with k(x, y) the mean of exp(−|x − y|²/(2ℓ²)) over the bandwidths ℓ, by the unbiased
 * U-statistic: pairs of a point with itself are left out, and values around 0, also negative ones, mean no difference.
 */
@RheoComponent(
        name = "mmd",
        summary = "Squared maximum mean discrepancy to real data, Gaussian kernels, unbiased.",
        formula = "E k(X, X') + E k(Y, Y') − 2 E k(X, Y)",
        source = "Gretton et al. 2012, JMLR 13, equation 3")
public final class MaximumMeanDiscrepancy implements Metric {
    private static final double[] FACTORS = {0.25, 0.5, 1, 2, 4};
    private static final int MEDIAN_ROWS = 1000;

    /** What {@code mmd} may be told. */
    public record Config(
            @Option(
                    value =
                            "Bandwidths in the data's units; empty for 1/4, 1/2, 1, 2 and 4 times the median distance of"
                                    + " real rows.",
                    defaultsTo = "[]")
            List<Double> bandwidths,

            @Option(value = "Most samples to compare.", defaultsTo = "2000", min = 2, max = 100000)
            int samples)
            implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (bandwidths.stream().anyMatch(bandwidth -> !(bandwidth > 0))) {
                problems.error("bandwidths", bandwidths + " are not all positive", "give positive lengths");
            }
        }
    }

    private final Config config;

    @Inject
    public MaximumMeanDiscrepancy(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison comparison = Comparison.of(evaluation, config.samples());
        double[] bandwidths = config.bandwidths().isEmpty()
                ? aroundMedian(comparison.reference())
                : config.bandwidths().stream().mapToDouble(Double::doubleValue).toArray();
        return comparison.measure(
                "mmd",
                (x, y) -> squared(x, y, bandwidths),
                Map.of("bandwidth", bandwidths[bandwidths.length / 2]),
                "squared maximum mean discrepancy (unbiased, so around 0 when there is no difference)");
    }

    private static double squared(Points x, Points y, double[] bandwidths) {
        double n = x.count();
        double m = y.count();
        double within = (kernel(x, x, bandwidths) - n) / (n * (n - 1)) + (kernel(y, y, bandwidths) - m) / (m * (m - 1));
        return within - 2 * kernel(x, y, bandwidths) / (n * m);
    }

    private static double kernel(Points x, Points y, double[] bandwidths) {
        return PairSums.sum(x, y, squared -> {
            double sum = 0;
            for (double bandwidth : bandwidths) {
                sum += Math.exp(-squared / (2 * bandwidth * bandwidth));
            }
            return sum / bandwidths.length;
        });
    }

    /** From real rows alone, so that the kernel is the same for every model of the same data. */
    private static double[] aroundMedian(Points reference) {
        Points some = reference.slice(0, Math.min(MEDIAN_ROWS, reference.count()));
        int n = some.count();
        double[] squared = new double[n * n];
        some.squaredDistances(some, squared);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                squared[kept++] = squared[i * n + j];
            }
        }
        Arrays.sort(squared, 0, kept);
        double median = Math.sqrt(squared[kept / 2]);
        double unit = median > 0 ? median : 1;
        return Arrays.stream(FACTORS).map(factor -> factor * unit).toArray();
    }
}
