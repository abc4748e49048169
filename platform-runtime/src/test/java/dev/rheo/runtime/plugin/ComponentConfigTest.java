package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.ComponentConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration record of a component, found in its constructor and judged before anything is built. */
class ComponentConfigTest {
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        room = new PluginRoom(folder);
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** A plugin with one good component, to which each test adds a bad one. */
    private static PluginJar acme() {
        return PluginJar.of("acme").greeter("Acme", "acme");
    }

    private PluginStatus.Problem onlyProblem(PluginJar jar) {
        Catalogue catalogue = room.add(jar).load();
        PluginStatus status = PluginRoom.status(catalogue, "acme");
        assertThat(status.state()).isEqualTo(PluginStatus.State.DEGRADED);
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
        assertThat(status.problems()).hasSize(1);
        return status.problems().get(0);
    }

    private static String code(PluginStatus.Problem problem) {
        return problem.code();
    }

    private static PluginJar configured(String record) {
        return acme().component("Tuned", "tuned", """
                %s
                @Inject public Tuned(Config config) {} public String greet() { return ""; }
                """.formatted(record));
    }

    private static final String RECORD =
            "public record Config(@Option(\"How loud.\") int volume) implements ComponentConfig {}";

    @Test
    void theConfigurationRecordIsFoundInTheConstructor() {
        ComponentEntry entry = room.add(configured(RECORD))
                .load()
                .find(PluginRoom.GREETER, "tuned")
                .orElseThrow();
        assertThat(entry.config().getName()).isEqualTo("acme.Tuned$Config");
        assertThat(room.load().find(PluginRoom.GREETER, "acme").orElseThrow().config())
                .isEqualTo(ComponentConfig.None.class);
    }

    @Test
    void configurationThatIsNoRecord() {
        PluginStatus.Problem problem =
                onlyProblem(configured("public static final class Config implements ComponentConfig {}"));
        assertThat(code(problem)).isEqualTo("RHEO-P048");
        assertThat(problem.reason()).contains("not a record");
    }

    @Test
    void twoConfigurations() {
        assertThat(code(onlyProblem(acme().component("Bad", "bad", """
                public record A() implements ComponentConfig {} public record B() implements ComponentConfig {}
                @Inject public Bad(A a, B b) {} public String greet() { return ""; }
                """)))).isEqualTo("RHEO-P048");
    }

    @Test
    void schemaProblemsRejectTheComponent() {
        room.withSchema(
                config -> config.getSimpleName().equals("Config") ? List.of("volume: no @Option", "x: y") : List.of());
        PluginStatus.Problem problem = onlyProblem(configured(RECORD));
        assertThat(code(problem)).isEqualTo("RHEO-P048");
        assertThat(problem.reason()).contains("volume: no @Option; x: y");
    }

    @Test
    void aSchemaCheckThatTripsOverTheRecordRejectsTheComponentOnly() {
        room.withSchema(config -> {
            throw new TypeNotPresentException("acme.Gone", null);
        });
        assertThat(code(onlyProblem(configured(RECORD)))).isEqualTo("RHEO-P041");
    }
}
