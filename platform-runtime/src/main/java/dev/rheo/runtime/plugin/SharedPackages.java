package dev.rheo.runtime.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The packages that exist once, in the platform, and that every plugin sees: exactly these and nothing else of the
 * class path. A package that a shared artifact gains has to be added here; a test compares the lists with the jars.
 */
final class SharedPackages {
    static final String SPI_PREFIX = "dev.rheo.api.";

    private static final Set<String> DJL = Set.of(
            "ai.djl",
            "ai.djl.engine",
            "ai.djl.engine.rpc",
            "ai.djl.inference",
            "ai.djl.inference.streaming",
            "ai.djl.metric",
            "ai.djl.modality",
            "ai.djl.modality.audio",
            "ai.djl.modality.audio.translator",
            "ai.djl.modality.cv",
            "ai.djl.modality.cv.output",
            "ai.djl.modality.cv.transform",
            "ai.djl.modality.cv.translator",
            "ai.djl.modality.cv.translator.wrapper",
            "ai.djl.modality.cv.util",
            "ai.djl.modality.nlp",
            "ai.djl.modality.nlp.bert",
            "ai.djl.modality.nlp.embedding",
            "ai.djl.modality.nlp.generate",
            "ai.djl.modality.nlp.preprocess",
            "ai.djl.modality.nlp.qa",
            "ai.djl.modality.nlp.translator",
            "ai.djl.modality.rl",
            "ai.djl.modality.rl.agent",
            "ai.djl.modality.rl.env",
            "ai.djl.ndarray",
            "ai.djl.ndarray.index",
            "ai.djl.ndarray.index.dim",
            "ai.djl.ndarray.index.full",
            "ai.djl.ndarray.internal",
            "ai.djl.ndarray.types",
            "ai.djl.nn",
            "ai.djl.nn.convolutional",
            "ai.djl.nn.core",
            "ai.djl.nn.norm",
            "ai.djl.nn.pooling",
            "ai.djl.nn.recurrent",
            "ai.djl.nn.transformer",
            "ai.djl.repository",
            "ai.djl.repository.zoo",
            "ai.djl.training",
            "ai.djl.training.dataset",
            "ai.djl.training.evaluator",
            "ai.djl.training.hyperparameter",
            "ai.djl.training.hyperparameter.optimizer",
            "ai.djl.training.hyperparameter.param",
            "ai.djl.training.initializer",
            "ai.djl.training.listener",
            "ai.djl.training.loss",
            "ai.djl.training.optimizer",
            "ai.djl.training.tracker",
            "ai.djl.training.util",
            "ai.djl.translate",
            "ai.djl.util",
            "ai.djl.util.cuda",
            "ai.djl.util.passthrough");

    private static final Map<String, Set<String>> BY_ARTIFACT = Map.of(
            "ai.djl:api",
            DJL,
            "org.slf4j:slf4j-api",
            Set.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi"),
            "org.pf4j:pf4j",
            Set.of("org.pf4j"),
            "jakarta.inject:jakarta.inject-api",
            Set.of("jakarta.inject"),
            "org.apiguardian:apiguardian-api",
            Set.of("org.apiguardian.api"),
            "org.jspecify:jspecify",
            Set.of("org.jspecify.annotations"));

    private static final Set<String> NEVER_BUNDLED = Set.of("dev.rheo.runtime", "org.pf4j", "ai.djl.pytorch");
    private static final Set<String> HARMLESS = Set.of("org.apiguardian.api", "org.jspecify.annotations");

    private SharedPackages() {}

    /** The packages of a shared artifact other than the SPI. */
    static Set<String> of(String artifact) {
        return BY_ARTIFACT.getOrDefault(artifact, Set.of());
    }

    static boolean isShared(String packageName) {
        return (packageName + ".").startsWith(SPI_PREFIX)
                || BY_ARTIFACT.values().stream().anyMatch(packages -> packages.contains(packageName));
    }

    /** What a plugin that brings a class of {@code packageName} has bundled but must not, if anything. */
    static Optional<String> bundledArtifact(String packageName) {
        if ((packageName + ".").startsWith(SPI_PREFIX)) {
            return Optional.of("dev.rheo:platform-api");
        }
        for (String prefix : NEVER_BUNDLED) {
            if ((packageName + ".").startsWith(prefix + ".")) {
                return Optional.of(prefix);
            }
        }
        if (HARMLESS.contains(packageName)) {
            return Optional.empty();
        }
        return BY_ARTIFACT.entrySet().stream()
                .filter(artifact -> artifact.getValue().contains(packageName))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
