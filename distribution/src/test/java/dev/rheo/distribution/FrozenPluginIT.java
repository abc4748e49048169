package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.runtime.manifest.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar that was compiled against the interfaces of 1.0.0, with a component of every kind there was. It must work for as long
 * as the major version is 1; source and build script are beside it.
 */
class FrozenPluginIT {
    private static final String SHA256 = "0f2d1c9f54c8bf55e863cd7dcd65be50971d6af1767b8a2fdb9cd385ecd74c79";
    private static final int KINDS_OF_1_0 = 14;

    @TempDir
    Path folder;

    @Test
    void itsBytesAreThoseOfThen() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(jar());
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA256);
    }

    @Test
    void everyComponentStillLoadsAndKeepsTheRules() throws IOException {
        Finished finished = here("plugins", "verify", unpacked().toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.out().lines().filter(line -> line.startsWith("  ok")))
                .hasSize(KINDS_OF_1_0);
        assertThat(Kinds.ofHost()).hasSizeGreaterThanOrEqualTo(KINDS_OF_1_0);
    }

    @Test
    void anExperimentOfItsComponentsStillRuns() throws IOException {
        unpacked();
        Path manifest = Files.writeString(folder.resolve("frozen.yaml"), """
                rheo: 1
                name: frozen
                data: {type: frozen-ring, samples: 500}
                source: frozen-cube
                path: frozen-exponential
                coupling: frozen-sliced
                timesteps: frozen-power
                network: {type: frozen-layers, width: 8, depth: 2}
                objective: frozen-late
                train: {steps: 5, batch: 16, optimizer: frozen-signum, schedule: frozen-falling}
                sample: {count: 16, solver: {type: frozen-two-stage, steps: 4}, grid: frozen-cosine}
                evaluate: [frozen-moments]
                trackers: [frozen-best]
                plugins: {frozen: "^1.0.0"}
                """);
        Finished finished = here(
                "run",
                manifest.toString(),
                "--plugins",
                folder.toString(),
                "--runs",
                folder.resolve("runs").toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.out()).contains("frozen-moments");
    }

    private Path unpacked() throws IOException {
        return Files.write(folder.resolve("frozen-1.0.0.jar"), jar());
    }

    private static byte[] jar() throws IOException {
        try (var in = FrozenPluginIT.class.getResourceAsStream("/frozen/frozen-1.0.0.jar")) {
            return in.readAllBytes();
        }
    }
}
