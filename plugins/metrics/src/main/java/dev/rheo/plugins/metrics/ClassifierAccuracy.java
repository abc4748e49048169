package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * The fraction of samples that a small classifier, trained here on the real training rows, recognises as the class asked
 * for. The floor, here a ceiling, is the fraction of held-out rows that it recognises.
 */
@RheoComponent(
        name = "classifier-accuracy",
        summary = "Fraction of samples that a classifier of real data recognises as the class asked for.",
        source = "Ravuri and Vinyals 2019, arXiv 1905.10887 (related)")
public final class ClassifierAccuracy implements Metric {
    /** What {@code classifier-accuracy} may be told. */
    public record Config(
            @Option(value = "Hidden units of the classifier.", defaultsTo = "64", min = 1, max = 4096)
            int hidden,

            @Option(value = "Training steps of the classifier, 64 rows each.", defaultsTo = "1000", min = 1, max = 1e6)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.NONE.requires(
                    TraitNames.DATA_LABELS, "the classifier learns to tell the data's classes apart");
        }
    }

    private final Config config;

    @Inject
    public ClassifierAccuracy(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Rows samples = evaluation.samples();
        Rows training = evaluation.training();
        int[] asked = samples.labels();
        int[] labels = training.labels();
        if (labels == null) {
            throw new MetricException(
                    "needs labelled data; name the label column of the data, or leave this metric out");
        }
        if (asked == null) {
            throw new MetricException(
                    "the samples were not asked for by class: the network is not conditioned on labels;"
                            + " leave this metric out");
        }
        if (training.points().count() == 0 || samples.points().count() == 0) {
            throw new MetricException("needs samples and training data");
        }
        Comparison.usable(samples.points());
        Classifier classifier = Classifier.train(
                training.points(),
                labels,
                Math.max(training.classes(), samples.classes()),
                config.hidden(),
                config.steps(),
                evaluation.draws("classifier-accuracy"));
        Rows heldOut = evaluation.heldOut();
        int[] truth = heldOut.labels();
        double ceiling = truth == null || truth.length == 0 ? Double.NaN : classifier.accuracy(heldOut.points(), truth);
        return List.of(new Measurement(
                "classifier-accuracy",
                classifier.accuracy(samples.points(), asked),
                ceiling,
                Better.HIGHER,
                Map.of(
                        "samples",
                        (double) asked.length,
                        "training-accuracy",
                        classifier.accuracy(training.points(), labels)),
                "fraction of samples recognised as the class asked for; the floor is that of held-out data"));
    }
}
