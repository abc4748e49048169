package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same manifest and seed give the same bits, in this process and in others, with whatever number of workers. */
class ReproducibilityIT {
    @TempDir
    Path folder;

    private enum Place {
        HERE,
        PROCESS,
        /** A process that couples by the Vector API. */
        VECTORS
    }

    private Path train(Place place, String name, String... overrides) {
        List<String> command = new ArrayList<>(List.of(
                "train",
                "digits",
                "--plugins",
                folder.resolve("plugins").toString(),
                "--runs",
                folder.resolve(name).toString(),
                "guidance=dropping",
                "network.width=64",
                "train.steps=60",
                "train.ema=[0.9, 0.999]",
                "train.clip=0.5",
                "train.threads=1"));
        command.addAll(List.of(overrides));
        String[] arguments = command.toArray(new String[0]);
        Finished finished =
                switch (place) {
                    case HERE -> Distribution.here(arguments);
                    case PROCESS -> Distribution.launch(folder, arguments);
                    case VECTORS ->
                        Distribution.start(
                                        folder,
                                        Map.of("RHEO_VECTOR_API", "1"),
                                        Distribution.command(Distribution.launcher(), arguments))
                                .await();
                };
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Distribution.onlyRun(folder.resolve(name));
    }

    /** OT within labels, label dropout, two averages and clipping take part; each of them draws or sums. */
    @Test
    void oneTwoAndFourWorkersInThreeProcessesEndInTheSameBits() throws IOException {
        StrangersJar.writeGuidance(
                Files.createDirectories(folder.resolve("plugins")), "dropping", "Dropping", "dropping");

        Path one = train(Place.PROCESS, "one", "train.workers=1");
        Path two = train(Place.HERE, "two", "train.workers=2");
        Path four = train(Place.VECTORS, "four", "train.workers=4");

        for (Path other : List.of(two, four)) {
            assertThat(hash(other)).isEqualTo(hash(one));
            for (String file :
                    List.of("model.safetensors", "ema.safetensors", "ema-2.safetensors", "optimizer.safetensors")) {
                assertThat(other.resolve("checkpoints/step-60").resolve(file))
                        .hasSameBinaryContentAs(
                                one.resolve("checkpoints/step-60").resolve(file));
            }
        }
        assertThat(hash(train(Place.HERE, "seed", "seed=43"))).isNotEqualTo(hash(one));
    }
}
