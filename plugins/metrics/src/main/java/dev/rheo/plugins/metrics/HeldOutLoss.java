package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * The validation loss: what the objective minimises, on pairs made of held-out rows as training makes its own. The pairs of one run
 * are always the same, so that values of different steps compare; values of different objectives do not. It has no floor: the
 * least loss of an objective is the variance of its targets, which nothing here knows.
 *
 * <p>It draws no samples, so that it is cheap while training. It is not the quality of samples, but a training that overfits, or a
 * step that a large learning rate spoilt, shows in it.
 */
@RheoComponent(
        name = "held-out-loss",
        summary = "The objective's loss on held-out rows: the validation loss.",
        formula = "1/n Σ loss of pairs of the last n held-out rows",
        source = "Goodfellow et al. 2016, section 7.8 (early stopping)")
public final class HeldOutLoss implements Metric {
    /** What {@code held-out-loss} may be told. */
    public record Config(
            @Option(
                    value =
                            "Pairs to take the mean over, in whole minibatches and at least two, made of as many of the last"
                                    + " held-out rows: wasserstein and others take the first. Of fewer rows each is taken several"
                                    + " times.",
                    defaultsTo = "4096",
                    min = 2,
                    max = 1e6)
            int samples)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public HeldOutLoss(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        LossEstimate loss = evaluation.heldOutLoss(config.samples());
        if (!Double.isFinite(loss.mean())) {
            throw new MetricException("the loss of held-out rows is " + loss.mean() + ": the parameters are of no use");
        }
        return List.of(new Measurement(
                "held-out-loss",
                loss.mean(),
                Double.NaN,
                Better.LOWER,
                Map.of("standard-error", loss.standardError(), "samples", (double) loss.pairs(), "rows", (double)
                        loss.rows()),
                "the objective's loss on pairs of held-out rows, which were not trained on"));
    }
}
