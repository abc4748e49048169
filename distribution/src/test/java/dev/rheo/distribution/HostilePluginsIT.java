package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Couplings that mean ill, in processes of their own. They lie in one folder beside a healthy one, except that a class which
 * ends the process while it is loaded needs a folder to itself.
 */
class HostilePluginsIT {
    private static final String NEVER = "while (true) try { Thread.sleep(1000); } catch (InterruptedException e) { }";

    @TempDir
    static Path folder;

    private static Path together;

    @BeforeAll
    static void fillTheFolder() throws IOException {
        together = Files.createDirectories(folder.resolve("together"));
        StrangersJar.writeCoupling(together, "healthy", "Healthy", "", "", "");
        StrangersJar.writeCoupling(together, "leaver", "Leaver", "", "if (true) System.exit(0);", "");
        StrangersJar.writeCoupling(
                together, "late-leaver", "LateLeaver", "int n;", "", "if (++n == 300) System.exit(0);");
        StrangersJar.writeCoupling(together, "waiter", "Waiter", "", NEVER, "");
        StrangersJar.writeCoupling(
                together, "thrower", "Thrower", "", "if (true) throw new IllegalStateException(\"no licence\");", "");
        StrangersJar.writeCoupling(
                together,
                "spawner",
                "Spawner",
                "",
                "for (int i = 0; i < 50; i++) new Thread(() -> { " + NEVER + " }).start();",
                "");
        StrangersJar.writeCoupling(
                together, "digger", "Digger", "int dig(int n) { return dig(n + 1) + 1; }", "", "dig(0);");
        StrangersJar.writeCoupling(
                together, "hoarder", "Hoarder", "", "", "if (true) throw new OutOfMemoryError(\"all of it\");");
        StrangersJar.writeCoupling(
                together,
                "glutton",
                "Glutton",
                "",
                "",
                "java.util.List<long[]> all = new java.util.ArrayList<>(); for (int i = 0; i < 1 << 20; i++) all.add(new long[1 << 24]);");
    }

    @Test
    void aConstructorThatEndsTheProcessIsNamedAndIsAFailure() {
        Finished finished = train("leaver");
        assertThat(finished.exit()).as(finished.all()).isEqualTo(4);
        assertThat(finished.err())
                .contains("a plugin ended the process: stranger.Leaver in ", "leaver.jar called System.exit", "help:");
    }

    @Test
    void aClassThatEndsTheProcessWhileItIsLoadedIsNamedWithItsJar() throws IOException {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        StrangersJar.writeCoupling(
                alone, "early-leaver", "EarlyLeaver", "static { if (true) System.exit(0); }", "", "");
        Finished finished = Distribution.launch(folder, "plugins", "--plugins", alone.toString());
        assertThat(finished.exit()).as(finished.all()).isEqualTo(4);
        assertThat(finished.err()).contains("stranger.EarlyLeaver in ", "early-leaver.jar called System.exit");
    }

    @Test
    void aCouplingThatEndsTheProcessWhileTrainingCostsNothingThatWasSaved() {
        Path runs = folder.resolve("left");
        Finished finished = train("late-leaver", "--runs", runs.toString());
        assertThat(finished.exit()).as(finished.all()).isEqualTo(4);
        assertThat(finished.err()).contains("stranger.LateLeaver", "called System.exit", "keeps its last checkpoint");
        assertThat(Distribution.onlyRun(runs).resolve("checkpoints")).isNotEmptyDirectory();
    }

    /** Its classes are compiled for the JDK that runs the test, which may be newer than what Guice knows. */
    @Test
    void aConstructorThatThrowsIsToldInWords() {
        Finished finished = train("thrower");
        assertThat(finished.exit()).as(finished.all()).isBetween(1, 4);
        assertThat(finished.err()).contains("thrower", "no licence", "help:").doesNotContain("\tat ", "com.google");
    }

    @Test
    void aConstructorThatNeverReturnsIsGivenUpAndNamed() {
        Finished finished = Distribution.start(
                        folder,
                        Map.of("RHEO_JAVA_OPTS", "-Drheo.plugin.seconds=2"),
                        Distribution.command(Distribution.launcher(), arguments("waiter")))
                .await();
        assertThat(finished.exit()).as(finished.all()).isBetween(1, 4);
        assertThat(finished.err()).contains("waiter", "did not return within 2 s", "stranger.Waiter");
    }

    @Test
    void threadsThatAPluginStartsDoNotKeepTheProcessAlive() {
        Instant before = Instant.now();
        Finished finished = train("spawner");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({"digger, StackOverflowError", "hoarder, all of it", "glutton, memory"})
    void whatTheVirtualMachineSurvivesFailsTheRunInWords(String coupling, String reason) {
        Finished finished = train(coupling);
        assertThat(finished.exit()).as(finished.all()).isEqualTo(1);
        assertThat(finished.err()).contains(reason, "help:").doesNotContain("\tat ");
    }

    @Test
    void theHealthyOneBesideThemWorks() {
        Finished finished = train("healthy");
        assertThat(finished.exit()).as(finished.all()).isZero();
    }

    private static Finished train(String coupling, String... more) {
        return Distribution.launch(folder, arguments(coupling, more));
    }

    private static String[] arguments(String coupling, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "moons-icfm",
                coupling.equals("late-leaver") ? "train.steps=20000" : "train.steps=3",
                "train.checkpointEvery=50",
                "network.width=4",
                "coupling=" + coupling,
                "--plugins",
                together.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
