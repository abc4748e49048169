package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that do not fit together, each beside a healthy one (see {@link PluginRoom}). */
class DependencyFaultsTest {
    private PluginRoom room;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        room = new PluginRoom(folder.resolve("plugins"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static PluginJar plugin(String id) {
        return PluginJar.of(id).greeter("Acme", id);
    }

    private static PluginJar plugin(String id, String dependencies) {
        return plugin(id).with("plugin.dependencies", dependencies);
    }

    private static PluginStatus.Problem problem(Catalogue catalogue, String id) {
        PluginStatus status = PluginRoom.status(catalogue, id);
        assertThat(status.state()).isEqualTo(PluginStatus.State.REJECTED);
        return status.problems().get(0);
    }

    @Test
    void missingDependency() {
        PluginStatus.Problem problem =
                problem(room.add(plugin("acme", "base@^1.0.0")).load(), "acme");
        assertThat(problem.code()).isEqualTo("RHEO-P020");
        assertThat(problem.reason()).contains("base").contains("^1.0.0");
    }

    @Test
    void missingOptionalDependencyIsNoFault() {
        Catalogue catalogue = room.add(plugin("acme", "base?@^1.0.0")).load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
    }

    @Test
    void optionalDependencyOfAnotherVersionIsTreatedAsAbsent() {
        Catalogue catalogue = room.add(plugin("acme", "healthy?@^2.0.0")).load();
        assertThat(PluginRoom.status(catalogue, "acme").state()).isEqualTo(PluginStatus.State.OK);
        assertThat(PluginRoom.status(catalogue, "acme").dependencies()).isEmpty();
    }

    @Test
    void dependencyOfAnotherVersion() {
        PluginStatus.Problem problem =
                problem(room.add(plugin("acme", "healthy@^2.0.0")).load(), "acme");
        assertThat(problem.code()).isEqualTo("RHEO-P021");
        assertThat(problem.reason()).contains("1.0.0").contains("^2.0.0");
    }

    @Test
    void cyclicDependency() {
        Catalogue catalogue = room.add(plugin("alpha", "beta"))
                .add(plugin("beta", "gamma,healthy"))
                .add(plugin("gamma", "alpha"))
                .add(plugin("delta", "alpha"))
                .load();
        assertThat(problem(catalogue, "alpha").code()).isEqualTo("RHEO-P022");
        assertThat(problem(catalogue, "alpha").reason()).contains("alpha → beta → gamma → alpha");
        assertThat(problem(catalogue, "beta").code()).isEqualTo("RHEO-P022");
        assertThat(problem(catalogue, "gamma").code()).isEqualTo("RHEO-P022");
        assertThat(problem(catalogue, "delta").code()).isEqualTo("RHEO-P023");
    }

    @Test
    void dependingOnOneself() {
        assertThat(problem(room.add(plugin("acme", "acme")).load(), "acme").code())
                .isEqualTo("RHEO-P022");
    }

    @Test
    void dependantsOfARejectedPluginAreRejectedWithThatReason() {
        Catalogue catalogue = room.add(plugin("base").with("plugin.requires", "^2.0.0"))
                .add(plugin("middle", "base"))
                .add(plugin("top", "middle"))
                .load();
        assertThat(problem(catalogue, "base").code()).isEqualTo("RHEO-P017");
        assertThat(problem(catalogue, "middle").code()).isEqualTo("RHEO-P023");
        assertThat(problem(catalogue, "top").reason()).contains("middle");
    }

    @Test
    void duplicateIdTheNewerVersionWinsAndBothAreNamed() {
        PluginJar old = PluginJar.of("acme").greeter("Acme", "acme", "return \"old\";");
        PluginJar young =
                PluginJar.of("acme").greeter("Acme", "acme", "return \"new\";").with("plugin.version", "1.10.0");
        old.with("plugin.version", "1.9.0").as(room.folder.resolve("a.jar"));
        young.as(room.folder.resolve("b.jar"));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("new");
        PluginStatus loser = problemHolder(catalogue);
        assertThat(loser.version()).isEqualTo("1.9.0");
        assertThat(loser.problems().get(0).code()).isEqualTo("RHEO-P024");
        assertThat(loser.problems().get(0).reason())
                .contains("1.9.0")
                .contains("1.10.0")
                .contains("b.jar");
        assertThat(loser.location()).endsWithRaw(Path.of("a.jar"));
    }

    @Test
    void duplicateIdOfTheSameVersionTheFirstFileWins() {
        PluginJar.of("acme").greeter("Acme", "acme", "return \"first\";").as(room.folder.resolve("a.jar"));
        PluginJar.of("acme").greeter("Acme", "acme", "return \"second\";").as(room.folder.resolve("b.jar"));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("first");
        assertThat(problemHolder(catalogue).location()).endsWithRaw(Path.of("b.jar"));
    }

    @Test
    void anOlderDuplicateServesWhenTheNewerCannotBeLoaded() {
        PluginJar.of("acme").greeter("Acme", "acme", "return \"old\";").as(room.folder.resolve("a.jar"));
        PluginJar.of("acme")
                .greeter("Acme", "acme", "return \"new\";")
                .with("plugin.version", "2.0.0")
                .with("plugin.dependencies", "absent")
                .as(room.folder.resolve("b.jar"));
        Catalogue catalogue = room.load();
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("old");
        assertThat(problemHolder(catalogue).problems().get(0).code()).isEqualTo("RHEO-P020");
    }

    private static PluginStatus problemHolder(Catalogue catalogue) {
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.state() == PluginStatus.State.REJECTED)
                .reduce((one, other) -> {
                    throw new AssertionError("more than one: " + catalogue.plugins());
                })
                .orElseThrow();
    }

    @Test
    void duplicateComponentNameTheFirstFoundWinsAndBothPluginsAreNamed(@TempDir Path users) {
        PluginJar.of("acme")
                .greeter("Acme", "acme")
                .greeter("Hello", "hello", "return \"usurped\";")
                .in(users);
        Catalogue catalogue = room.load(List.of(users), List.of());
        PluginStatus status = PluginRoom.status(catalogue, "acme");
        assertThat(status.state()).isEqualTo(PluginStatus.State.DEGRADED);
        assertThat(status.problems().get(0).code()).isEqualTo("RHEO-P049");
        assertThat(status.problems().get(0).reason())
                .contains("acme")
                .contains("healthy")
                .contains("hello");
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
    }

    @Test
    void theSameNameInAnotherKindIsNoDuplicate() {
        room.add(PluginJar.of("acme").source("Hello", """
                @RheoComponent(name = "hello", summary = "Counts.")
                final class Hello implements Counter { @Inject Hello() {} public int count() { return 3; } }
                """));
        assertThat(room.load().of(PluginRoom.COUNTER))
                .extracting(ComponentEntry::name)
                .containsExactly("hello");
    }
}
