package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's plugins folder with one good jar and several bad ones, given with {@code --plugins}. */
class PluginFaultsIT {
    @TempDir
    static Path folder;

    private static String plugins;
    private static String runs;

    @BeforeAll
    static void fillTheFolder() throws IOException {
        Path strangers = Files.createDirectories(folder.resolve("stranger's plugins"));
        StrangersJar.write(strangers, "good", "Early", "early", "", "");
        StrangersJar.write(
                strangers,
                "static-thrower",
                "Sick",
                "sick",
                "static { if (true) throw new RuntimeException(\"boom\"); }",
                "");
        StrangersJar.write(strangers, "thrower", "Mean", "mean", "", "throw new IllegalStateException(\"not today\");");
        StrangersJar.write(
                strangers,
                "late-thrower",
                "Late",
                "late",
                "int n = 0;",
                "",
                "if (true) throw new RuntimeException(\"lost\");");
        Files.writeString(strangers.resolve("paths-of-gold-2.0.0.jar"), "this is no zip");
        plugins = strangers.toString();
        runs = folder.resolve("runs").toString();
    }

    @Test
    void pluginsTellsGoodFromBadWithReasonAndRemedy() {
        Finished finished = here("plugins", "--plugins", plugins);
        assertThat(finished.exit()).isEqualTo(4);
        assertThat(finished.out())
                .containsPattern("ok +good 1\\.0\\.0")
                .contains("paths-of-gold-2.0.0.jar", "not a readable jar", "static-thrower", "boom", "→");
        Map<String, Object> json =
                Json.object(here("plugins", "--json", "--plugins", plugins).out());
        assertThat((Integer) json.get("rejected") + (Integer) json.get("degraded"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRunWithTheGoodComponentWorksBesideTheBadJars() {
        Finished finished = train("timesteps=early");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(Json.file(Distribution.runs(Path.of(runs)).get(0).resolve("environment.json"))
                        .toString())
                .contains("id=good");
    }

    @Test
    void componentsMentionsThatSomePluginsAreNotUsable() {
        Finished finished = here("components", "--plugins", plugins);
        assertThat(finished.exit()).isZero();
        assertThat(finished.out()).contains("early", "cond-ot");
        assertThat(finished.err()).contains("not usable", "rheo plugins");
    }

    @Test
    void anUnknownNameMentionsThePluginsThatMightHaveHadIt() {
        Finished finished = train("path=golden");
        assertThat(finished.exit()).isEqualTo(3);
        assertThat(finished.err()).contains("golden", "paths-of-gold-2.0.0.jar");
    }

    @Test
    void aConstructorThatThrowsIsThePluginsFaultAndNamed() {
        Finished finished = train("timesteps=mean");
        assertThat(finished.exit()).isBetween(3, 4);
        assertThat(finished.err()).contains("RHEO-W001", "mean", "not today").doesNotContain("\tat ");
    }

    @Test
    void aComponentThatThrowsWhileTrainingFailsTheRunInWords() {
        Finished finished = train("timesteps=late");
        assertThat(finished.exit()).as(finished.all()).isBetween(1, 3);
        assertThat(finished.err()).contains("lost").contains("help:").doesNotContain("\tat ");
    }

    @Test
    void debugShowsTheStackTrace() {
        assertThat(train("timesteps=late", "--debug").all()).contains("\tat ", "Late");
    }

    private static Finished train(String override, String... more) {
        String[] arguments = new String[9 + more.length];
        System.arraycopy(
                new String[] {
                    "train",
                    "moons-icfm",
                    "train.steps=3",
                    "network.width=4",
                    override,
                    "--plugins",
                    plugins,
                    "--runs",
                    runs
                },
                0,
                arguments,
                0,
                9);
        System.arraycopy(more, 0, arguments, 9, more.length);
        return here(arguments);
    }
}
