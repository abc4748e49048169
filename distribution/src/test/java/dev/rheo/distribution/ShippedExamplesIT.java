package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped examples, shortened, against what they promise. Seeds are fixed, so these tests are deterministic on one
 * machine; the margins allow for other processors. The full runs are recorded in benchmarks/results.
 */
class ShippedExamplesIT {
    private static final Path GALLERY = Distribution.HOME.resolve("examples").resolve("gallery");

    @TempDir
    Path runs;

    private Map<String, Object> evaluation(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "run";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--runs";
        all[all.length - 1] = runs.toString();
        Finished finished = Distribution.launch(runs, all);
        assertThat(finished.exit()).as(finished.all()).isZero();
        return Json.file(Distribution.onlyRun(runs).resolve("evaluation.json"));
    }

    @SuppressWarnings("unchecked")
    private static double number(Map<String, Object> evaluation, String metric, String key) {
        return ((Map<String, Number>) evaluation.get(metric)).get(key).doubleValue();
    }

    private static double ratio(Map<String, Object> evaluation, String metric) {
        return number(evaluation, metric, "value") / number(evaluation, metric, "floor");
    }

    @Test
    void digitsAreRecognisedAsTheClassAskedForAndAreNoCopies() {
        Map<String, Object> evaluation = evaluation("digits", "train.steps=900", "sample.count=500");

        assertThat(number(evaluation, "classifier-accuracy", "value")).isGreaterThan(0.9);
        assertThat(number(evaluation, "nearest-neighbour", "value")).isBetween(0.7, 1.3);
        assertThat(number(evaluation, "nearest-neighbour", "nearer-than-any-held-out"))
                .isLessThan(0.05);
    }

    @Test
    void aUnetLearnsItsClassesWithinAFewHundredSteps() {
        Map<String, Object> evaluation =
                evaluation("digits-unet", "train.steps=200", "train.schedule.warmup=50", "sample.count=200");

        assertThat(number(evaluation, "classifier-accuracy", "value")).isGreaterThan(0.6);
    }

    /** Half as wide and half as deep as the example, to be quick. */
    @Test
    void aTransformerLearnsItsClassesWithinAFewHundredSteps() {
        Map<String, Object> evaluation = evaluation(
                "digits-dit",
                "network.hiddenSize=64",
                "network.depth=2",
                "network.numHeads=4",
                "train.steps=500",
                "train.optimizer.learningRate=3e-3",
                "train.schedule.warmup=50",
                "train.ema=0.99",
                "sample.count=200");

        assertThat(number(evaluation, "classifier-accuracy", "value")).isGreaterThan(0.6);
    }

    @Test
    void optimalTransportReachesTheMoonsOnNearlyStraightPaths() {
        Map<String, Object> evaluation = evaluation("eight-gaussians-to-moons", "train.steps=2000");

        assertThat(ratio(evaluation, "wasserstein")).isLessThan(1.5);
        assertThat(number(evaluation, "normalised-path-energy", "value")).isLessThan(0.1);
    }

    @Test
    void independentPairsReachTheMoonsOnMuchLongerWays() {
        Map<String, Object> evaluation =
                evaluation("eight-gaussians-to-moons", "coupling=independent", "train.steps=2000");

        assertThat(ratio(evaluation, "wasserstein")).isLessThan(1.6);
        assertThat(number(evaluation, "normalised-path-energy", "value")).isGreaterThan(1);
    }

    @Test
    void diffusionWithLearnedVarianceGivesDigitsAndABoundBelowThatOfEvenGreyLevels() {
        Map<String, Object> evaluation = evaluation("ddpm-digits", "train.steps=700", "sample.count=300");

        assertThat(number(evaluation, "classifier-accuracy", "value")).isGreaterThan(0.8);
        assertThat(number(evaluation, "bound-bits-per-dim", "value")).isBetween(1.0, Math.log(17) / Math.log(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"score-sde-moons", "edm-moons", "ncsn-eight-gaussians"})
    void diffusionsReachTheirData(String example) {
        Map<String, Object> evaluation = evaluation(example, "train.steps=2000", "sample.count=1024");

        assertThat(ratio(evaluation, "wasserstein")).isLessThan(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moons-icfm", "schroedinger-bridge"})
    void theOthersRun(String example) {
        Map<String, Object> evaluation = evaluation(example, "train.steps=1500");

        assertThat(ratio(evaluation, "wasserstein")).isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sf2m-eight-gaussians", "action-matching", "cnf-moons"})
    void objectivesWithLossesOfTheirOwnReachTheirData(String example) {
        Map<String, Object> evaluation = evaluation(example, "train.steps=600", "sample.count=1024");

        assertThat(ratio(evaluation, "wasserstein")).isLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "gallery"})
    void everyManifestIsValid(String folder) throws IOException {
        try (Stream<Path> files =
                Files.list(Distribution.HOME.resolve("examples").resolve(folder))) {
            List<Path> manifests =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(manifests).isNotEmpty().allSatisfy(manifest -> {
                Finished checked = Distribution.here("validate", manifest.toString());
                assertThat(checked.exit()).as(checked.err()).isZero();
            });
        }
    }

    @Test
    void theProgramsOfTheGalleryCompileAgainstTheLibraries() throws IOException {
        List<String> command = new ArrayList<>(List.of("-proc:none", "-d", runs.toString(), "-cp"));
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve("lib"))) {
            command.add(jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        try (Stream<Path> files = Files.list(GALLERY)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, command.toArray(String[]::new));

        assertThat(exit).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    @Test
    void theShippedSchemaIsTheOneOfTheShippedComponents() throws IOException {
        String shipped = Files.readString(Distribution.HOME.resolve("schema").resolve("experiment-v1.json"));

        assertThat(Distribution.here("schema").out())
                .as("regenerate it: rheo schema > distribution/schema/experiment-v1.json")
                .isEqualTo(shipped);
    }
}
