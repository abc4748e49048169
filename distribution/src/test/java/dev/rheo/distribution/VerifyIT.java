package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code rheo plugins verify}: the verdict on right plugins and on wrong ones. */
class VerifyIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void fillTheFolder() throws IOException {
        StrangersJar.write(folder, "right", "Right", "right", "", "");
        StrangersJar.write(folder, "wrong", "Wrong", "wrong", "", "", "if (u > 0) return u;");
        StrangersJar.write(folder, "thrower", "Thrower", "thrower", "", "throw new IllegalStateException(\"no\");");
        Files.writeString(folder.resolve("broken.jar"), "no zip");
    }

    @Test
    void aRightPluginIsVerified() {
        Finished finished = verify("right.jar");
        assertThat(finished.exit()).as(finished.all()).isZero();
        assertThat(finished.out())
                .isEqualTo("right 1.0.0  ok\n  ok    timesteps right: 6 rules kept, 1 stochastic\nverified\n");
    }

    @Test
    void aRuleThatIsViolatedIsNamedWithWhatHappened() {
        Finished finished = verify("wrong.jar");
        assertThat(finished.exit()).isEqualTo(4);
        assertThat(finished.out())
                .contains("wrong timesteps wrong", "T1 violated [required]: ", "not verified")
                .doesNotContain("T2 violated");
    }

    @Test
    void aFileThatIsNoPluginIsRefusedWithReasonAndRemedy() {
        Finished finished = verify("broken.jar");
        assertThat(finished.exit()).isEqualTo(4);
        assertThat(finished.out()).contains("broken.jar  rejected", "RHEO-P002", "→", "not verified");
    }

    @Test
    void aConstructorThatThrowsIsFound() {
        Finished finished = verify("thrower.jar");
        assertThat(finished.exit()).isEqualTo(4);
        assertThat(finished.out()).contains("RHEO-P050", "plugin thrower) failed: IllegalStateException: no");
    }

    @Test
    @SuppressWarnings("unchecked")
    void jsonHasTheSame() {
        Finished finished = verify("wrong.jar", "--json");
        assertThat(finished.exit()).isEqualTo(4);
        Map<String, Object> verdict = Json.object(finished.out());
        assertThat(verdict).containsEntry("id", "wrong").containsEntry("verified", false);
        Map<String, Object> component = ((List<Map<String, Object>>) verdict.get("components")).get(0);
        assertThat((List<Map<String, Object>>) component.get("rules"))
                .filteredOn(rule -> rule.get("violation") != null)
                .extracting(rule -> rule.get("id") + ", " + rule.get("status"))
                .contains("T1, required");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeOfTheCommandLine() {
        assertThat(verify("absent.jar").exit()).isEqualTo(2);
    }

    static Stream<Path> builtIns() {
        try (Stream<Path> files = Files.list(Distribution.HOME.resolve("plugins"))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void everyBuiltInPluginIsVerifiedWhereItIsInstalled(Path plugin) {
        Finished finished = here("plugins", "verify", plugin.toString());
        assertThat(finished.exit()).as(finished.all()).isZero();
    }

    private static Finished verify(String file, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "plugins";
        arguments[1] = "verify";
        arguments[2] = folder.resolve(file).toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return here(arguments);
    }
}
