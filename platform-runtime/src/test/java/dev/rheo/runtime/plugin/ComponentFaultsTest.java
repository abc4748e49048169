package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.spi.ProvisionListener;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Component classes that cannot be used: each costs its plugin that one component, and nobody else anything. */
class ComponentFaultsTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IllegalStateException",
                "AssertionError",
                "StackOverflowError",
                "OutOfMemoryError",
                "NoClassDefFoundError",
                "Error"
            })
    void staticInitialiserThrows(String type) {
        PluginStatus.Problem problem = onlyProblem(acme().component("Bad", "bad", """
                static final int X = fail();
                static int fail() { throw new %s("the moon is full"); }
                @Inject public Bad() {} public String greet() { return ""; }
                """.formatted(type)));
        assertThat(code(problem)).isEqualTo("RHEO-P042");
        assertThat(problem.reason()).contains("acme.Bad").contains("the moon is full");
    }

    @Test
    void aPluginWithoutAnyUsableComponentIsRejected() {
        room.add(PluginJar.of("acme").component("Bad", "bad", """
                static { if (true) throw new IllegalStateException("always"); }
                @Inject public Bad() {} public String greet() { return ""; }
                """));
        PluginStatus status = PluginRoom.status(room.load(), "acme");
        assertThat(status.state()).isEqualTo(PluginStatus.State.REJECTED);
        assertThat(code(status.problems().get(0))).isEqualTo("RHEO-P042");
    }

    @Test
    void constructorThrows() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() { throw new IllegalArgumentException("no such device"); }
                public String greet() { return ""; }
                """)).load();
        assertThat(PluginRoom.status(catalogue, "acme").state()).isEqualTo(PluginStatus.State.OK);
        ComponentEntry bad = catalogue.find(PluginRoom.GREETER, "bad").orElseThrow();
        ComponentFailure failure = catchThrowableOfType(ComponentFailure.class, () -> PluginRoom.construct(bad));
        assertThat(failure.component()).isEqualTo(bad);
        assertThat(failure.problem().code()).isEqualTo("RHEO-P050");
        assertThat(failure.problem().reason())
                .isEqualTo("the constructor of the greeter bad (acme.Bad, plugin acme) failed:"
                        + " IllegalArgumentException: no such device");
        assertThat(failure).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
    }

    @Test
    void constructorOverflowsTheStack() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() { this(1); } private Bad(int n) { greet(); }
                public String greet() { return greet() + 1; }
                """)).load();
        ComponentEntry bad = catalogue.find(PluginRoom.GREETER, "bad").orElseThrow();
        ComponentFailure failure = catchThrowableOfType(ComponentFailure.class, () -> PluginRoom.construct(bad));
        assertThat(failure.problem().reason()).contains("StackOverflowError");
    }

    @Test
    void constructorNeverReturns() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() { waitForGodot(); }
                private static void waitForGodot() {
                    while (true) try { Thread.sleep(1000); } catch (InterruptedException e) { }
                }
                public String greet() { return ""; }
                """)).load();
        ComponentEntry bad = catalogue.find(PluginRoom.GREETER, "bad").orElseThrow();
        ComponentFailure failure =
                impatiently(() -> catchThrowableOfType(ComponentFailure.class, () -> PluginRoom.construct(bad)));
        assertThat(failure.problem().code()).isEqualTo("RHEO-P051");
        assertThat(failure.problem().reason())
                .startsWith("the constructor of the greeter bad (acme.Bad, plugin acme) did not return within 1 s")
                .contains("acme.Bad.waitForGodot");
        assertThat(PluginRoom.greeting(catalogue, "acme")).isEqualTo("hello from acme");
    }

    @Test
    void ofConstructorsWithinEachOtherTheOneThatIsStuckIsNamed() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() { while (!Thread.interrupted()) Thread.onSpinWait(); }
                public String greet() { return ""; }
                """)).load();
        ComponentEntry good = catalogue.find(PluginRoom.GREETER, "acme").orElseThrow();
        ComponentEntry bad = catalogue.find(PluginRoom.GREETER, "bad").orElseThrow();
        ComponentFailure failure = impatiently(() -> catchThrowableOfType(
                ComponentFailure.class, () -> ComponentGuard.construct(good, () -> PluginRoom.construct(bad))));
        assertThat(failure.problem().reason()).startsWith("the constructor of the greeter bad");
    }

    @Test
    void staticInitialiserNeverReturns() {
        PluginStatus.Problem problem = impatiently(() -> onlyProblem(acme().component("Bad", "bad", """
                static { while (!Thread.interrupted()) Thread.onSpinWait(); }
                @Inject public Bad() {} public String greet() { return ""; }
                """)));
        assertThat(code(problem)).isEqualTo("RHEO-P051");
        assertThat(problem.reason()).contains("static initialiser of acme.Bad of plugin acme");
    }

    @Test
    void constructorThatStartsAThreadIsNotWaitedFor() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() {
                    Thread busy = new Thread(() -> { try { Thread.sleep(600_000); } catch (InterruptedException e) { } });
                    busy.setDaemon(true);
                    busy.start();
                }
                public String greet() { return "started"; }
                """)).load();
        assertThat(PluginRoom.greeting(catalogue, "bad")).isEqualTo("started");
    }

    /** With a host that waits for a second only. */
    private static <T> T impatiently(Supplier<T> code) {
        System.setProperty(PluginThread.SECONDS, "1");
        try {
            return code.get();
        } finally {
            System.clearProperty(PluginThread.SECONDS);
        }
    }

    @Test
    void constructorThrowsInsideGuice() {
        Catalogue catalogue = room.add(acme().component("Bad", "bad", """
                @Inject public Bad() { throw new IllegalArgumentException("no such device"); }
                public String greet() { return ""; }
                """)).load();
        ComponentEntry bad = catalogue.find(PluginRoom.GREETER, "bad").orElseThrow();
        Throwable thrown = catchThrowableOfType(
                RuntimeException.class,
                () -> ComponentGuard.construct(
                        bad, () -> Guice.createInjector(guarded(bad)).getInstance(bad.type())));
        assertThat(thrown).isInstanceOf(ComponentFailure.class);
        assertThat(((ComponentFailure) thrown).problem().reason())
                .endsWith("failed: IllegalArgumentException: no such device");
    }

    private static AbstractModule guarded(ComponentEntry entry) {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bindListener(binding -> true, new ProvisionListener() {
                    @Override
                    public <T> void onProvision(ProvisionInvocation<T> provision) {
                        ComponentGuard.construct(entry, provision::provision);
                    }
                });
                bind(entry.type());
            }
        };
    }

    @Test
    void abstractClass() {
        PluginStatus.Problem problem = onlyProblem(acme().source("Bad", """
                @RheoComponent(name = "bad", summary = "For a test.")
                public abstract class Bad implements Greeter { @Inject public Bad() {} }
                """));
        assertThat(code(problem)).isEqualTo("RHEO-P046");
        assertThat(problem.reason()).contains("is abstract");
    }

    @Test
    void classThatIsNotFinal() {
        assertThat(code(onlyProblem(acme().source("Bad", """
                @RheoComponent(name = "bad", summary = "For a test.")
                public class Bad implements Greeter { @Inject public Bad() {} public String greet() { return ""; } }
                """)))).isEqualTo("RHEO-P046");
    }

    @Test
    void innerClass() {
        PluginStatus.Problem problem = onlyProblem(acme().source("Outer", """
                public final class Outer {
                    @RheoComponent(name = "bad", summary = "For a test.")
                    public final class Bad implements Greeter { @Inject public Bad() {} public String greet() { return ""; } }
                }
                """));
        assertThat(code(problem)).isEqualTo("RHEO-P046");
        assertThat(problem.reason()).contains("acme.Outer$Bad");
    }

    @Test
    void packagePrivateAndNestedStaticClassesAreFine() {
        Catalogue catalogue = room.add(acme().source("Outer", """
                final class Outer {
                    @RheoComponent(name = "nested", summary = "For a test.")
                    static final class Nested implements Greeter { @Inject Nested() {} public String greet() { return "in"; } }
                }
                """)).load();
        assertThat(PluginRoom.greeting(catalogue, "nested")).isEqualTo("in");
    }

    @Test
    void twoKinds() {
        PluginStatus.Problem problem = onlyProblem(acme().source("Bad", """
                @RheoComponent(name = "bad", summary = "For a test.")
                public final class Bad implements Greeter, Counter {
                    @Inject public Bad() {} public String greet() { return ""; } public int count() { return 1; } }
                """));
        assertThat(code(problem)).isEqualTo("RHEO-P045");
        assertThat(problem.reason()).contains("greeter").contains("counter");
    }

    @Test
    void noKind() {
        PluginStatus.Problem problem = onlyProblem(acme().source("Bad", """
                @RheoComponent(name = "bad", summary = "For a test.")
                public final class Bad implements Component { @Inject public Bad() {} }
                """));
        assertThat(code(problem)).isEqualTo("RHEO-P045");
    }

    @Test
    void noInjectConstructor() {
        PluginStatus.Problem problem =
                onlyProblem(acme().component("Bad", "bad", "public Bad() {} public String greet() { return \"\"; }"));
        assertThat(code(problem)).isEqualTo("RHEO-P047");
        assertThat(problem.reason()).contains("no constructor");
    }

    @Test
    void twoInjectConstructors() {
        assertThat(code(onlyProblem(acme().component("Bad", "bad", """
                @Inject public Bad() {} @Inject public Bad(Counter counter) {} public String greet() { return ""; }
                """)))).isEqualTo("RHEO-P047");
    }

    @Test
    void aForeignInjectAnnotationIsNotOurs() {
        assertThat(code(onlyProblem(acme().sourceOf("javax.inject.Inject", """
                package javax.inject;
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) public @interface Inject {}
                """)
                        .component(
                                "Bad",
                                "bad",
                                "@javax.inject.Inject public Bad() {} public String greet() { return \"\"; }"))))
                .isEqualTo("RHEO-P047");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bad", "bad name", "bad_name", "-bad", "bad--name", "", "true", "null", "1", "1e5", "é"})
    void badComponentName(String name) {
        assertThat(code(onlyProblem(acme().greeter("Bad", name)))).isEqualTo("RHEO-P044");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "8-gaussians", "minibatch-ot", "rk4", "dopri5", "s-curve"})
    void goodComponentName(String name) {
        assertThat(room.add(acme().greeter("Good", name)).load().find(PluginRoom.GREETER, name))
                .isPresent();
    }

    @Test
    void classListedButMissing() {
        PluginStatus.Problem problem =
                onlyProblem(acme().greeter("Gone", "gone").removing("acme/Gone.class"));
        assertThat(code(problem)).isEqualTo("RHEO-P040");
        assertThat(problem.reason()).contains("acme.Gone");
    }

    @Test
    void classOfThePlatformListed() {
        assertThat(code(onlyProblem(
                        acme().entry("META-INF/extensions.idx", "acme.Acme\ndev.rheo.api.fixture.Greeter\n"))))
                .isEqualTo("RHEO-P040");
    }

    @Test
    void listedWithoutTheAnnotation() {
        assertThat(code(onlyProblem(acme().source("Bad", """
                @org.pf4j.Extension public final class Bad implements Greeter { public String greet() { return ""; } }
                """)))).isEqualTo("RHEO-P043");
    }

    @Test
    void libraryThatIsNotThere() {
        PluginStatus.Problem problem =
                onlyProblem(acme().sourceOf("lib.Thing", "package lib; public interface Thing {}")
                        .source("Bad", """
                @RheoComponent(name = "bad", summary = "For a test.")
                public final class Bad implements Greeter, lib.Thing { @Inject public Bad() {} public String greet() { return ""; } }
                """)
                        .removing("lib/Thing.class"));
        assertThat(code(problem)).isEqualTo("RHEO-P041");
        assertThat(problem.reason()).contains("lib/Thing");
    }

    @Test
    void anExceptionWhoseMessageThrowsIsStillReported() {
        PluginStatus.Problem problem = onlyProblem(acme().component("Bad", "bad", """
                static final class Rude extends RuntimeException {
                    @Override public String getMessage() { throw new IllegalStateException(); } }
                static { if (true) throw new Rude(); }
                @Inject public Bad() {} public String greet() { return ""; }
                """));
        assertThat(problem.reason()).contains("Rude");
    }
}
