package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import jakarta.inject.Inject;
import java.util.List;

/**
 * −(log p(x + u Δ) + d ln Δ) / (d ln 2) over held-out rows of data in steps of Δ, with u uniform in [0, 1)^d: an upper bound
 * on the bits that the quantised data costs for each number, whatever units the data comes in. For pixels of 8 bits this is
 * −log p / (d ln 2) + 8 where they fill [0, 1), and + 7 where they fill [−1, 1).
 */
@RheoComponent(
        name = "bits-per-dim",
        summary = "Bits per number of quantised held-out rows under the flow, by uniform dequantisation.",
        formula = "−(log p(x + u Δ) + d ln Δ) / (d ln 2), u uniform on [0, 1)ᵈ",
        source = "Uria et al. 2013, arXiv 1306.0186; Theis et al. 2016, arXiv 1511.01844, sec. 3.1; Song et al. 2021")
public final class BitsPerDimension implements Metric {
    /** What {@code bits-per-dim} may be told. */
    public record Config(
            @Option(
                    value =
                            "Step between neighbouring values of the data; 0: what the data's header tells (pictures and files"
                                    + " of 8-bit numbers).",
                    defaultsTo = "0",
                    min = 0,
                    unit = "the data's")
            double step,

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
    public BitsPerDimension(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        double step = config.step() > 0
                ? config.step()
                : evaluation
                        .quantum()
                        .orElseThrow(
                                () -> new MetricException("the data's header does not tell the step between its values;"
                                        + " give it, for instance evaluate: {type: bits-per-dim, step: 1}"));
        Rows rows = HeldOutDensity.rows(evaluation, config.samples());
        Rows filled = dequantised(rows, step, evaluation.draws("bits-per-dim"));
        HeldOutDensity density = HeldOutDensity.of(evaluation.logDensity(filled, config.divergence()));
        int d = rows.points().dimension();
        double bits = d * Math.log(2);
        return List.of(new Measurement(
                "bits-per-dim",
                -(density.mean() + d * Math.log(step)) / bits,
                Double.NaN,
                Better.LOWER,
                density.details(1 / bits),
                "bits for each number of a held-out row, at most, at the precision of the data (steps of " + step
                        + ")"));
    }

    private static Rows dequantised(Rows rows, double step, Draws draws) {
        Points points = rows.points();
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * draws.uniform(i / points.dimension(), i % points.dimension()));
        }
        Points filled = new Points(values, points.count(), points.dimension());
        return new Rows(filled, rows.shape(), rows.labels(), rows.classes());
    }
}
