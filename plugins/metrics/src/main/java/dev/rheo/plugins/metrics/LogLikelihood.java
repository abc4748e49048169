package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The mean of log p(x) over held-out rows, in nats and in the data's own units: minus this is the cross-entropy, which is the
 * data's entropy at best. Of labelled data it is log p(x | label).
 */
@RheoComponent(
        name = "log-likelihood",
        summary = "Mean log-likelihood of held-out rows under the flow, in nats.",
        formula = "log p_1(x) = log p_0(x_0) − ∫ ∇·u dt",
        source = "Chen et al. 2018, arXiv 1806.07366; Song et al. 2021, arXiv 2011.13456, eq. 39")
public final class LogLikelihood implements Metric {
    /** What {@code log-likelihood} may be told. */
    public record Config(
            @Option(value = "Most held-out rows to measure at.", defaultsTo = "1000", min = 2, max = 1e6)
            int samples,

            @Inline Divergence divergence)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return HeldOutDensity.traits();
        }
    }

    private final Config config;

    @Inject
    public LogLikelihood(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Rows rows = HeldOutDensity.rows(evaluation, config.samples());
        HeldOutDensity density = HeldOutDensity.of(evaluation.logDensity(rows, config.divergence()));
        return List.of(new Measurement(
                "log-likelihood",
                density.mean(),
                Double.NaN,
                Better.HIGHER,
                density.details(),
                "mean of log p(x) over held-out rows, in nats for each row, in the data's own units"));
    }
}
