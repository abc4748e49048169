package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.plugin.KindInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an empty folder to a running plugin, with a real Maven that has nothing of Rheo but the distribution. */
class ScaffoldIT {
    private static final List<String> KINDS =
            Kinds.ofHost().stream().map(KindInfo::name).toList();

    @TempDir
    static Path folder;

    private static Finished build;

    @BeforeAll
    static void aProjectOfEveryKindIsPackaged() throws IOException {
        for (String kind : KINDS) {
            Finished made = here(
                    "plugins",
                    "new",
                    "acme-" + kind,
                    "--kind",
                    kind,
                    "--in",
                    folder.resolve("acme-" + kind).toString());
            assertThat(made.exit()).as(made.all()).isZero();
        }
        OutsideMaven.together(folder);
        build = OutsideMaven.run(folder, "package");
        assertThat(build.exit()).as(build.all()).isZero();
    }

    @Test
    void everyKindPassesItsConformanceTestOutsideTheSourceTree() {
        for (String kind : KINDS) {
            assertThat(folder.resolve("acme-" + kind).resolve("target/surefire-reports"))
                    .as(kind)
                    .isDirectoryContaining("glob:**Test.txt");
        }
        assertThat(build.out()).containsPattern("Tests run: [2-9]\\d, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void theJarsAreHealthyPlugins() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("installed"));
        for (String kind : KINDS) {
            String jar = "acme-" + kind + "-0.1.0.jar";
            Files.copy(folder.resolve("acme-" + kind).resolve("target").resolve(jar), plugins.resolve(jar));
        }
        Finished listed = here("plugins", "--plugins", plugins.toString());
        assertThat(listed.exit()).as(listed.all()).isZero();
        for (String kind : KINDS) {
            assertThat(listed.out()).containsPattern("ok +acme-" + kind + " 0\\.1\\.0 +1 component");
        }
    }

    @Test
    void everyExampleIsAValidExperiment() {
        for (String kind : KINDS) {
            Path project = folder.resolve("acme-" + kind);
            Finished finished =
                    here("validate", project.resolve("example.yaml").toString(), "--dev-plugin", project.toString());
            assertThat(finished.exit()).as(finished.all()).isZero();
        }
    }

    @Test
    void anExampleRunsStraightFromTheClassesAndFromTheJar() {
        Path project = folder.resolve("acme-path");
        for (String[] given : new String[][] {
            {"--dev-plugin", project.toString()},
            {"--plugins", project.resolve("target").toString()}
        }) {
            Path runs = folder.resolve("runs" + given[0]);
            Finished finished = here(
                    "train",
                    project.resolve("example.yaml").toString(),
                    "train.steps=3",
                    given[0],
                    given[1],
                    "--runs",
                    runs.toString());
            assertThat(finished.exit()).as(finished.all()).isZero();
            assertThat(Json.file(Distribution.onlyRun(runs).resolve("environment.json"))
                            .toString())
                    .contains("id=acme-path, version=0.1.0");
        }
    }

    @Test
    void theParentRefusesWhatThePlatformShares() throws IOException {
        Path wrong = Files.createDirectories(folder.resolve("wrong"));
        project(wrong, "bundles-slf4j", "org.slf4j", "slf4j-api", "compile");
        project(wrong, "uses-guice", "com.google.inject", "guice", "provided");
        OutsideMaven.together(wrong);
        Finished refused = OutsideMaven.run(wrong, "validate", "--fail-at-end");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.out())
                .contains("org.slf4j:slf4j-api", "RHEO-P030", "Remove the dependency")
                .contains("com.google.inject:guice", "A plugin does not see the platform's runtime");
    }

    @Test
    void whatIsThereAlreadyIsNotOverwritten() {
        Finished again = here(
                "plugins",
                "new",
                "acme-path",
                "--kind",
                "path",
                "--in",
                folder.resolve("acme-path").toString());
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("is there already", "--in");
    }

    @Test
    void anUnknownKindAndABadIdAreMistakesOfTheCommandLine() {
        Finished kind = here("plugins", "new", "acme-x", "--kind", "paths");
        assertThat(kind.exit()).isEqualTo(2);
        assertThat(kind.err()).contains("'paths'", "path, coupling");
        Finished id = here("plugins", "new", "Acme Paths", "--kind", "path");
        assertThat(id.exit()).isEqualTo(2);
        assertThat(id.err()).contains("Acme Paths", "acme-paths");
    }

    private static void project(Path folder, String id, String group, String artifact, String scope)
            throws IOException {
        Path project = folder.resolve(id);
        here("plugins", "new", id, "--kind", "path", "--in", project.toString());
        Path pom = project.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("</project>", """
                  <dependencies>
                    <dependency><groupId>%s</groupId><artifactId>%s</artifactId><scope>%s</scope></dependency>
                  </dependencies>
                </project>
                """.formatted(group, artifact, scope)));
    }
}
