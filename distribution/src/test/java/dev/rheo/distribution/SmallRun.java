package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of 400 steps, trained and not yet evaluated, with checkpoints at 200, 300 and 400. */
final class SmallRun {
    static final int STEPS = 400;

    private SmallRun() {}

    /** Trains it in this process, and gives its directory below {@code folder/name}. */
    static Path train(Path folder, String name, String... overrides) throws IOException {
        Path manifest = Files.writeString(folder.resolve(name + ".yaml"), """
                rheo: 1
                name: damaged
                data: {type: moons, samples: 500}
                path: {type: linear, sigma: 0.05}
                coupling: minibatch-ot
                network: {type: mlp, width: 16, depth: 2}
                train: {steps: %d, batch: 32, threads: 1, checkpointEvery: 100, ema: [0.9, 0.99], optimizer: adamw, clip: 1}
                sample: {count: 32, solver: {type: euler, steps: 4}}
                """.formatted(STEPS));
        Path runs = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("train", manifest.toString(), "--runs", runs.toString()));
        command.addAll(List.of(overrides));
        Finished finished = here(command.toArray(new String[0]));
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(runs);
    }
}
