package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * Exact W2 between samples: √(min over matchings σ of 1/n Σ |x_i − y_σ(i)|²), in the data's units. It lies above the
 * distance of the laws by O(n^(−1/d)), which is what the floor shows.
 */
@RheoComponent(
        name = "wasserstein",
        summary = "Exact 2-Wasserstein distance to real data.",
        formula = "√(min over matchings σ of 1/n Σ |x_i − y_σ(i)|²)",
        source = "Villani 2009; Tong et al. 2024, arXiv 2302.00482")
public final class Wasserstein implements Metric {
    /** What {@code wasserstein} may be told. */
    public record Config(
            @Option(
                    value =
                            "Most samples to match. In up to 3 dimensions 10 000 take a second or two and no matrix; in more, time"
                                    + " grows with their square to cube, and memory is 4 bytes per pair.",
                    defaultsTo = "2000",
                    min = 2,
                    max = 10000)
            int samples)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public Wasserstein(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        return Comparison.of(evaluation, config.samples())
                .measure(
                        "wasserstein",
                        (x, y) -> Math.sqrt(Assignment.meanSquaredDistance(x, y)),
                        Map.of(),
                        "2-Wasserstein distance between samples and real data, in the data's units");
    }
}
