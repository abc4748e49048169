package dev.rheo.runtime.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentCode;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.train.TrainingMemory;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** Whether a training fits into memory. */
final class MemoryCheck {
    private final long limit;

    /** @param limit in bytes */
    MemoryCheck(long limit) {
        this.limit = limit;
    }

    /** Against this machine's physical memory, or its container's. */
    static MemoryCheck ofThisMachine() {
        return new MemoryCheck(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    /** What to change, if anything. */
    Optional<Diagnostic> problem(Blueprint blueprint, SourceMap sources) {
        Optional<Diagnostic> ofFlow = TrainingMemory.of(blueprint)
                .filter(memory -> memory.total() > limit)
                .map(memory -> problem(memory, blueprint, sources));
        return ofFlow.or(() -> ofAutoencoder(blueprint, sources));
    }

    private Optional<Diagnostic> ofAutoencoder(Blueprint blueprint, SourceMap sources) {
        long bytes = TrainingMemory.ofAutoencoder(blueprint);
        return bytes <= limit
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                        ExperimentCode.MEMORY,
                        sources.mark("autoencoder"),
                        "training the autoencoder would take about " + TrainingMemory.text(bytes) + ", and there are "
                                + TrainingMemory.text(limit),
                        "",
                        "Set autoencoder.batch lower, or make the autoencoder smaller."));
    }

    private Diagnostic problem(TrainingMemory memory, Blueprint blueprint, SourceMap sources) {
        int batch = blueprint.spec().train().batch();
        String remedy = memory.batchFor(limit)
                .map(fits -> "Set train.batch to at most " + fits + " and train.accumulate to "
                        + (long) blueprint.spec().train().accumulate() * ((batch + fits - 1) / fits)
                        + " for steps of as many pairs, or make the network smaller.")
                .orElse("Make the network smaller: not even a batch of "
                        + blueprint.spec().train().shards() + " fits.");
        return Diagnostic.error(
                ExperimentCode.MEMORY,
                sources.mark("train.batch"),
                "training in batches of " + batch + " would take about " + TrainingMemory.text(memory.total())
                        + ", and there are " + TrainingMemory.text(limit),
                String.format(
                        Locale.ROOT,
                        "The network has %,d parameters; a step's intermediate values take %s.",
                        blueprint.network().parameterCount(),
                        TrainingMemory.text(memory.activations())),
                remedy);
    }
}
