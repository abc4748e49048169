package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * The Fréchet distance of two Gaussians with the means and covariances of the features of samples and of real data, squared
 * as it is usual. Its features are named and are not those of the Inception network: numbers compare between models of the
 * same data and the same features only, and none of them is an FID. It is biased upwards by finite samples, by as much as its
 * floor is.
 */
@RheoComponent(
        name = "frechet-distance",
        summary = "Fréchet distance to real data between Gaussians of named features.",
        formula = "|μ − μ'|² + tr(Σ + Σ' − 2 (Σ Σ')^½)",
        source = "Dowson and Landau 1982, J. Multivar. Anal. 12; Heusel et al. 2017, arXiv 1706.08500, for the use")
public final class FrechetDistance implements Metric {
    /** What {@code frechet-distance} may be told. */
    public record Config(
            @Inline Extractor extractor,

            @Option(value = "Most samples to compare.", defaultsTo = "5000", min = 2, max = 1e6)
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
    public FrechetDistance(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison comparison = Comparison.of(evaluation, config.samples());
        Features features = config.extractor().of(evaluation);
        return Extractor.compared(comparison, features)
                .measure(
                        "frechet-" + features.name(),
                        (x, y) -> Moments.of(x).frechet(Moments.of(y)),
                        Map.of("features-hash", features.hashNumber()),
                        "squared Fréchet distance of Gaussians (" + features.words() + "; not an FID)");
    }
}
