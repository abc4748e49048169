package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The projects of examples/plugins as their README says: built by a Maven that has nothing of Rheo but the distribution. */
class WorkedPluginsIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void allAreBuiltTogether() throws IOException {
        Distribution.copy(Distribution.HOME.resolve("examples/plugins"), folder.resolve("plugins"));
        Finished build = OutsideMaven.run(
                folder.resolve("plugins"),
                Map.of("RHEO", Distribution.HOME.toString()),
                "--global-settings",
                "rheo-settings.xml",
                "package");
        assertThat(build.exit()).as(build.all()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"block-network", "foellmer-path", "ortools-coupling", "swiglu-network"})
    void eachPassesItsConformanceTestAndIsVerifiedAsItIsGivenOut(String name) throws IOException {
        assertThat(project(name).resolve("target/surefire-reports")).isDirectoryContaining("glob:**Test.txt");
        Finished verified = here("plugins", "verify", project(name).toString());
        assertThat(verified.exit()).as(verified.all()).isZero();
        assertThat(verified.out()).containsPattern("ok +\\w+ \\S+: [1-9]\\d* rules kept");
    }

    @Test
    void thePathRunsFromItsJar() {
        Path runs = run("foellmer-path", "--plugins", project("foellmer-path").resolve("target"));
        assertThat(distance(runs)).isLessThan(0.5);
    }

    @Test
    void theNetworkRunsStraightFromItsClasses() {
        Path runs = run("swiglu-network", "--dev-plugin", project("swiglu-network"));
        assertThat(distance(runs)).isLessThan(0.5);
    }

    @Test
    void theBlockOfDjlIsTrainedGoesOnFromACheckpointToTheSameBitsAndIsExported() throws IOException {
        Path plugins = project("block-network").resolve("target");
        Path run = Distribution.onlyRun(run("block-network", "--plugins", plugins, "train.checkpointEvery=150"));
        assertThat(distance(run.getParent().getParent())).isLessThan(0.5);
        String whole = Distribution.hash(run);
        Distribution.delete(run.resolve("checkpoints/step-300"));
        Path state = run.resolve("run.json");
        Files.writeString(state, Files.readString(state).replace("completed", "running"));
        Finished resumed = here("resume", run.toString(), "--plugins", plugins.toString());
        assertThat(resumed.exit()).as(resumed.all()).isZero();
        assertThat(Distribution.hash(run)).isEqualTo(whole);

        Finished refused = here("export", run.toString(), "--format", "torchscript", "--plugins", plugins.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("is a block of DJL, which is not a program", "--format safetensors");
    }

    /** In a process of its own, as its users run it: what is loaded from its lib/ is native. */
    @Test
    void theCouplingIsInstalledFromItsZipWithItsNativeLibraryAndRuns() {
        Path installed = folder.resolve("installed");
        Path zip = project("ortools-coupling").resolve("target/ortools-coupling-0.1.0.zip");
        Finished install = here("plugins", "install", zip.toString(), "--to", installed.toString());
        assertThat(install.exit()).as(install.all()).isZero();
        assertThat(install.out()).contains("adds coupling ortools-assignment");
        assertThat(installed.resolve("ortools-coupling-0.1.0/lib"))
                .isDirectoryContaining("glob:**/ortools-java-*.jar")
                .isDirectoryContaining("glob:**/jna-5.14.0.jar");

        Path runs = folder.resolve("runs-ortools");
        Finished finished = Distribution.launch(
                folder,
                "run",
                project("ortools-coupling").resolve("example.yaml").toString(),
                "train.steps=300",
                "--plugins",
                installed.toString(),
                "--runs",
                runs.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(distance(runs)).isLessThan(0.5);
    }

    private static Path run(String name, String option, Path value, String... overrides) {
        Path runs = folder.resolve("runs-" + name);
        List<String> arguments = new ArrayList<>(
                List.of("run", project(name).resolve("example.yaml").toString(), "train.steps=300"));
        arguments.addAll(List.of(overrides));
        arguments.addAll(List.of(option, value.toString(), "--runs", runs.toString()));
        Finished finished = here(arguments.toArray(String[]::new));
        assertThat(finished.exit()).as(finished.all()).isZero();
        return runs;
    }

    private static double distance(Path runs) {
        Map<?, ?> metric = (Map<?, ?>)
                Json.file(Distribution.onlyRun(runs).resolve("evaluation.json")).get("sliced-wasserstein");
        return ((Number) metric.get("value")).doubleValue();
    }

    private static Path project(String name) {
        return folder.resolve("plugins").resolve(name);
    }
}
