package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in plugin.properties, each beside a healthy plugin (see {@link PluginRoom}). */
class DescriptorFaultsTest {
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        room = new PluginRoom(folder);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static PluginJar acme() {
        return PluginJar.of("acme").greeter("Acme", "acme");
    }

    private PluginStatus.Problem onlyProblem(PluginJar jar) {
        jar.as(room.folder.resolve("acme.jar"));
        PluginStatus status = PluginRoom.status(room.load(), "acme");
        assertThat(status.state()).isEqualTo(PluginStatus.State.REJECTED);
        assertThat(status.problems()).hasSize(1);
        return status.problems().get(0);
    }

    @Test
    void aCorrectDescriptorIsAccepted() {
        room.add(acme().with("plugin.provider", "Acme"));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.status(catalogue, "acme").problems()).isEmpty();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
    }

    @Test
    void noDescriptor() {
        acme().removing("plugin.properties").as(room.folder.resolve("library.jar"));
        PluginStatus status = PluginRoom.status(room.load(), "library.jar");
        assertThat(status.state()).isEqualTo(PluginStatus.State.REJECTED);
        assertThat(status.problems().get(0).code()).isEqualTo("RHEO-P010");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin.version", "plugin.requires", "plugin.description", "plugin.license"})
    void missingKey(String key) {
        PluginStatus.Problem problem = onlyProblem(acme().without(key));
        assertThat(problem.code()).isEqualTo("RHEO-P013");
        assertThat(problem.reason()).contains(key);
    }

    @Test
    void missingIdIsListedUnderTheFileName() {
        acme().without("plugin.id").as(room.folder.resolve("nameless.jar"));
        PluginStatus status = PluginRoom.status(room.load(), "nameless.jar");
        assertThat(status.problems().get(0).reason()).contains("plugin.id");
    }

    @Test
    void misspeltKeySuggestsTheRightOne() {
        PluginStatus.Problem problem = onlyProblem(acme().with("plugin.provder", "Acme"));
        assertThat(problem.code()).isEqualTo("RHEO-P012");
        assertThat(problem.remedy()).isEqualTo("did you mean plugin.provider?");
    }

    @Test
    void pluginClassIsNotSupported() {
        assertThat(onlyProblem(acme().with("plugin.class", "acme.Plugin")).code())
                .isEqualTo("RHEO-P012");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.0", "one", "01.0.0", "1.0.0.0", "99999999999999999999.0.0", "1.0.0-", "1.0.0-a..b"})
    void badVersion(String version) {
        assertThat(onlyProblem(acme().with("plugin.version", version)).code()).isEqualTo("RHEO-P015");
    }

    @Test
    void unfilteredVersionIsExplained() {
        PluginStatus.Problem problem = onlyProblem(acme().with("plugin.version", "${project.version}"));
        assertThat(problem.remedy()).contains("filter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not a range", "^^1", "[1,2)", ">=1.0.0 &", "((((1.0.0", "1.0.0", "1.0", "*", ">=1.0.0", "!2.0.0"
            })
    void badOrUnboundedRange(String range) {
        assertThat(onlyProblem(acme().with("plugin.requires", range)).code()).isEqualTo("RHEO-P016");
    }

    @Test
    void deeplyNestedRangeDoesNotExhaustTheStack() {
        String range = "(".repeat(20_000) + "^1.0.0" + ")".repeat(20_000);
        assertThat(onlyProblem(acme().with("plugin.requires", range)).code()).isEqualTo("RHEO-P016");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^1.0.0", "~1.0.0", ">=1.0.0 & <3.0.0", "1.x", "1.0.0 - 1.5.0", ">=0.9.0 & <2.0.0"})
    void boundedRangesThatContainThePlatform(String range) {
        room.add(acme().with("plugin.requires", range));
        assertThat(PluginRoom.status(room.load(), "acme").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^2.0.0", "~1.1.0", "^0.9.0", ">=1.0.1 & <2.0.0"})
    void platformOutsideTheRange(String range) {
        PluginStatus.Problem problem = onlyProblem(acme().with("plugin.requires", range));
        assertThat(problem.code()).isEqualTo("RHEO-P017");
        assertThat(problem.reason()).contains(range).contains("1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "acme paths", "../acme", "-acme", "acme-"})
    void badId(String id) {
        acme().with("plugin.id", id).as(room.folder.resolve("acme.jar"));
        PluginStatus status = PluginRoom.status(room.load(), id);
        assertThat(status.problems().get(0).code()).isEqualTo("RHEO-P014");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"healthy@^^", "a b@^1.0.0", "healthy,,other", "@^1.0.0"})
    void malformedDependency(String dependencies) {
        assertThat(onlyProblem(acme().with("plugin.dependencies", dependencies)).code())
                .isEqualTo("RHEO-P018");
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        acme().with("plugin.version", "one")
                .with("plugin.requires", "1.0.0")
                .with("plugin.lisence", "MIT")
                .without("plugin.license")
                .removing("META-INF/extensions.idx")
                .as(room.folder.resolve("acme.jar"));
        assertThat(PluginRoom.status(room.load(), "acme").problems())
                .extracting(PluginStatus.Problem::code)
                .containsExactlyInAnyOrder("RHEO-P012", "RHEO-P013", "RHEO-P015", "RHEO-P016", "RHEO-P031");
    }

    @Test
    void malformedUnicodeEscape() {
        acme().entry("plugin.properties", "plugin.id=\\uZZ").as(room.folder.resolve("odd.jar"));
        assertThat(PluginRoom.status(room.load(), "odd.jar").problems().get(0).code())
                .isEqualTo("RHEO-P011");
    }

    @Test
    void descriptorThatIsNotText() {
        acme().entry("plugin.properties", new byte[] {'a', '=', (byte) 0xC3, (byte) 0x28})
                .as(room.folder.resolve("odd.jar"));
        assertThat(PluginRoom.status(room.load(), "odd.jar").problems().get(0).code())
                .isEqualTo("RHEO-P011");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        acme().with("plugin.description", "\\u001b[2Jcleared").as(room.folder.resolve("acme.jar"));
        assertThat(PluginReport.text(room.load())).doesNotContain("\u001b").contains("[2Jcleared");
    }
}
