package dev.rheo.plugins.metrics;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.MetricException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which features metrics compare samples by.
 *
 * @param features the extractor
 * @param file of {@link Kind#TORCHSCRIPT}
 * @param components of {@link Kind#PCA}
 * @param hidden units of {@link Kind#CLASSIFIER}
 * @param steps of {@link Kind#CLASSIFIER}
 */
public record Extractor(
        @Option(
                value =
                        "What samples are compared by: pca (their principal components, of the training data), classifier (the hidden"
                                + " units of the classifier that classifier-accuracy trains on the training data), torchscript (what a"
                                + " file of yours returns for them).",
                defaultsTo = "pca")
        Kind features,

        @Option(
                value =
                        "For features: torchscript, a module that takes samples in original units, (batch, …) of float32, and"
                                + " returns (batch, numbers).",
                defaultsTo = Option.ABSENT)
        @Nullable
        Path file,

        @Option(value = "For features: pca, most principal components.", defaultsTo = "64", min = 1, max = 512)
        int components,

        @Option(
                value = "For features: classifier, hidden units: as many features.",
                defaultsTo = "64",
                min = 1,
                max = 512)
        int hidden,

        @Option(
                value = "For features: classifier, its training steps, 64 rows each.",
                defaultsTo = "1000",
                min = 1,
                max = 1e6)
        int steps) {
    /** Named extractors. */
    public enum Kind {
        PCA,
        CLASSIFIER,
        TORCHSCRIPT
    }

    static Extractor pca(int components) {
        return new Extractor(Kind.PCA, null, components, 64, 1000);
    }

    static Extractor classifier(int hidden, int steps) {
        return new Extractor(Kind.CLASSIFIER, null, 64, hidden, steps);
    }

    Traits traits() {
        return features == Kind.CLASSIFIER
                ? Traits.NONE.requires(
                        TraitNames.DATA_LABELS,
                        "the classifier whose hidden units are the features learns to tell the data's classes apart;"
                                + " features: pca needs no labels")
                : Traits.NONE;
    }

    void check(Problems problems) {
        if (features == Kind.TORCHSCRIPT && file == null) {
            problems.error(
                    "file", "features: torchscript needs a file", "name a TorchScript module, file: features.pt");
        }
        if (features != Kind.TORCHSCRIPT && file != null) {
            problems.warning("file", "is not read", "say features: torchscript, or leave file out");
        }
    }

    /** The extractor for this data, made of its training rows alone: the same for every model of the same data. */
    Features of(Evaluation evaluation) {
        Rows training = evaluation.training();
        if (training.points().count() < 2) {
            throw new MetricException("needs at least two training rows to make features from");
        }
        return switch (features) {
            case PCA -> PrincipalComponents.features(training.points(), components, evaluation.draws("pca"));
            case CLASSIFIER -> classifier(training, evaluation);
            case TORCHSCRIPT -> {
                Path module = file;
                if (module == null) {
                    throw new MetricException("features: torchscript needs a file");
                }
                yield ScriptedFeatures.of(module, training.shape());
            }
        };
    }

    private Features classifier(Rows training, Evaluation evaluation) {
        int[] labels = training.labels();
        if (labels == null) {
            throw new MetricException("features: classifier needs labelled data; take features: pca");
        }
        Classifier classifier = Classifier.train(
                training.points(),
                labels,
                Math.max(training.classes(), evaluation.samples().classes()),
                hidden,
                steps,
                evaluation.draws("classifier-accuracy"));
        return classifier.features();
    }

    /** Features of samples, real rows and those of the floor. */
    static Comparison compared(Comparison comparison, Features extractor) {
        return new Comparison(
                finite(extractor.map().apply(comparison.samples())),
                finite(extractor.map().apply(comparison.reference())),
                comparison.floor().map(extractor.map()).map(Extractor::finite));
    }

    private static Points finite(Points points) {
        for (float value : points.values()) {
            if (!Float.isFinite(value)) {
                throw new MetricException("a feature is " + value + ": the extractor cannot take these samples");
            }
        }
        return points;
    }
}
