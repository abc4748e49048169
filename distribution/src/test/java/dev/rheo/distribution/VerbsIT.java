package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.HOME;
import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that train nothing. */
class VerbsIT {
    @TempDir
    Path folder;

    @Test
    void withoutACommandItPrintsItsUsage() {
        Finished finished = here();
        assertThat(finished.exit()).isEqualTo(2);
        assertThat(finished.err()).startsWith("Usage: rheo").contains("run", "validate", "resume", "plugins");
    }

    @Test
    void helpIsAResult() {
        for (String verb : List.of(
                "run",
                "train",
                "resume",
                "sample",
                "evaluate",
                "export",
                "validate",
                "components",
                "describe",
                "schema",
                "plugins",
                "runs",
                "doctor",
                "explain")) {
            Finished finished = here(verb, "--help");
            assertThat(finished.exit()).isZero();
            assertThat(finished.out()).startsWith("Usage: rheo " + verb);
        }
    }

    @Test
    void anUnknownCommandIsMetWithASuggestion() {
        Finished finished = here("validat", "moons-icfm");
        assertThat(finished.exit()).isEqualTo(2);
        assertThat(finished.err()).contains("there is no command 'validat'").contains("did you mean validate");
    }

    @Test
    void anUnknownOptionIsMetWithASuggestion() {
        Finished finished = here("components", "--jsn");
        assertThat(finished.exit()).isEqualTo(2);
        assertThat(finished.err()).contains("'--jsn'").contains("did you mean --json");
    }

    @Test
    void jsonIsOfferedOnlyWhereItIsGiven() {
        assertThat(here("run", "--help").out()).doesNotContain("--json");
    }

    @Test
    void everyShippedExampleIsValid() throws IOException {
        for (String name : examples()) {
            Finished finished = here("validate", name);
            assertThat(finished.exit()).as(finished.all()).isZero();
            assertThat(finished.out()).contains("is valid").contains("parameters");
        }
    }

    @Test
    void aFolderDoesNotHideAnExample() throws IOException {
        Finished finished = Distribution.launch(
                Files.createDirectories(folder.resolve("moons-icfm")).getParent(), "validate", "moons-icfm");
        assertThat(finished.exit()).as(finished.err()).isZero();
    }

    @Test
    void validationIsMachineReadable() {
        Map<String, Object> valid =
                Json.object(here("validate", "moons-icfm", "--json").out());
        assertThat(valid).containsEntry("valid", true).containsEntry("rows", 20000);

        Finished finished = here("validate", "moons-icfm", "--json", "path.sigma=-1", "train.stepz=3");
        Map<String, Object> invalid = Json.object(finished.out());
        assertThat(finished.exit()).isEqualTo(3);
        assertThat(finished.err()).isEmpty();
        assertThat(invalid).containsEntry("valid", false);
        assertThat((List<?>) invalid.get("diagnostics")).hasSize(2).allSatisfy(each -> assertThat(
                        ((Map<?, ?>) each).keySet().stream().map(String::valueOf))
                .contains("code", "severity", "line", "column", "problem", "remedy"));
    }

    @Test
    void componentsOfEveryKindAreListed() {
        String text = here("components").out();
        assertThat(text).contains("cond-ot", "minibatch-ot", "residual-mlp", "logit-normal", "dopri5");
        assertThat(here("components", "path").out())
                .contains("schroedinger-bridge")
                .doesNotContain("minibatch-ot");
        assertThat(here("components", "--json").out()).contains("\"cond-ot\"");
        Finished wrong = here("components", "pathh");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("no component kind 'pathh'").contains("coupling");
    }

    @Test
    void everyInstalledComponentIsDescribed() {
        for (Installed component : Installed.all()) {
            Finished finished = here("describe", component.kind(), component.name());
            assertThat(finished.exit()).as(finished.err()).isZero();
            assertThat(finished.out()).contains(component.name());
        }
        Finished unknown = here("describe", "path", "lineer");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("'lineer'").contains("linear");
    }

    @Test
    void theSchemaKnowsEveryComponentAndEveryKeyOfTheExamples() throws IOException {
        Finished finished = here("schema");
        assertThat(finished.exit()).isZero();
        Map<String, Object> schema = Json.object(finished.out());
        for (Installed component : Installed.all()) {
            assertThat(finished.out()).contains("\"" + component.name() + "\"");
        }
        Map<?, ?> properties = (Map<?, ?>) schema.get("properties");
        for (String name : examples()) {
            for (String line : Files.readAllLines(HOME.resolve("examples").resolve(name + ".yaml"))) {
                if (line.matches("[a-z]+:.*")) {
                    assertThat(properties.containsKey(line.substring(0, line.indexOf(':'))))
                            .as(line)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void theBuiltInPluginsAreAllWell() {
        Finished text = here("plugins");
        assertThat(text.exit()).isZero();
        assertThat(text.out()).contains("0 degraded, 0 rejected");
        Map<String, Object> json = Json.object(here("plugins", "--json").out());
        assertThat(json).containsEntry("rejected", 0);
        assertThat((List<?>) json.get("plugins")).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void everyCodeIsExplained() {
        List<String> codes = here("explain")
                .out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertThat(codes).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        for (String code : codes) {
            assertThat(here("explain", code).out()).contains(code);
        }
        assertThat(here("explain", "RHEO-X999").exit()).isEqualTo(2);
    }

    @Test
    void theDoctorFindsThisMachineFit() {
        Finished finished = here("doctor");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.out()).contains("PyTorch", "computes", "plugins").doesNotContain("bad ");
    }

    @Test
    void noRunsIsNoMistake() {
        Finished finished = here("runs", "--runs", folder.toString());
        assertThat(finished.exit()).isZero();
        assertThat(here("runs", "--json", "--runs", folder.toString()).out().strip())
                .isEqualTo("[ ]");
    }

    @Test
    void anUnknownRunIsExplained() {
        Finished finished = here("resume", "nothing", "--runs", folder.toString());
        assertThat(finished.exit()).isEqualTo(1);
        assertThat(finished.err()).contains("Cannot find the run 'nothing'").contains("rheo runs");
    }

    private static List<String> examples() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(HOME.resolve("examples"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".yaml".length())));
        }
        assertThat(names).contains("moons-icfm");
        return names;
    }
}
