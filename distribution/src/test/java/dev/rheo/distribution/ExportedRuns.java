package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Briefly trained runs, and their exports. */
record ExportedRuns(Path folder) {
    /** Writes {@code plane.yaml}: two-dimensional data without labels, two averages. */
    ExportedRuns plane() throws IOException {
        Files.writeString(folder.resolve("plane.yaml"), """
                rheo: 1
                name: plane
                seed: 5
                data: {type: moons, samples: 300, noise: 0.05, scale: 3, standardise: per-feature}
                path: {type: linear, sigma: 0.05}
                network: {type: mlp, width: 16, depth: 2, activation: silu, timeEmbedding: fourier}
                train: {steps: 20, batch: 32, ema: [0.9, 0.99], optimizer: {type: adam, learningRate: 1e-2}}
                sample: {count: 32}
                """);
        return this;
    }

    Path runs() {
        return folder.resolve("runs");
    }

    Path run(String name) {
        return Distribution.onlyRun(runs().resolve(name));
    }

    void train(String manifest, String... overrides) {
        String file = folder.resolve(manifest).toString();
        List<String> command = new ArrayList<>(List.of("train", file, "--runs", runs().toString()));
        command.addAll(List.of(overrides));
        Finished finished = Distribution.here(command.toArray(String[]::new));
        assertThat(finished.exit()).as(finished.err()).isZero();
    }

    Finished export(String run, String... options) {
        List<String> command = new ArrayList<>(List.of("export", run, "--runs", runs().toString()));
        command.addAll(List.of(options));
        return Distribution.here(command.toArray(String[]::new));
    }

    /** Exports and gives the file that the command names. */
    Path exported(String run, String... options) {
        Finished finished = export(run, options);
        assertThat(finished.exit()).as(finished.err()).isZero();
        return Path.of(finished.out().strip());
    }
}
