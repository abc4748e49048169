package dev.rheo.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.store.Environment.Plugin;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final String FIRST = "a".repeat(64);
    private static final String SECOND = "b".repeat(64);

    private static Environment with(String rheo, String jdk, String engine, int threads, Plugin... plugins) {
        return new Environment(
                1,
                rheo,
                new Environment.Jdk(jdk, "Debian", "OpenJDK 64-Bit Server VM"),
                new Environment.Os("Linux", "6.1", "amd64"),
                new Environment.Engine("PyTorch", engine),
                threads,
                2,
                1 << 30,
                List.of(plugins));
    }

    private static Environment with(Plugin... plugins) {
        return with("1.0.0", "17.0.15", "2.7.1", 1, plugins);
    }

    private static List<String> plugins(Environment before, Environment now) {
        return before.differences(now, Set.of("paths"));
    }

    @Test
    void theSameIsNoDifference() {
        assertThat(with().differences(with(), Set.of())).isEmpty();
        Plugin plugin = new Plugin("paths", "1.0.0", FIRST);
        assertThat(plugins(with(plugin), with(plugin))).isEmpty();
    }

    @Test
    void everythingThatCanChangeTheBitsIsNamedAsItWasAndAsItIs() {
        assertThat(with().differences(with("1.1.0", "25", "2.8.0", 2), Set.of()))
                .containsExactly(
                        "Rheo 1.0.0 and goes on with Rheo 1.1.0",
                        "JDK 17.0.15 (Debian, OpenJDK 64-Bit Server VM) and goes on with JDK 25 (Debian, OpenJDK 64-Bit"
                                + " Server VM)",
                        "PyTorch 2.7.1 and goes on with PyTorch 2.8.0",
                        "train.threads 1 and goes on with train.threads 2");
    }

    @Test
    void aPluginOfAnotherVersionIsNamed() {
        assertThat(plugins(with(new Plugin("paths", "1.0.0", FIRST)), with(new Plugin("paths", "1.2.0", SECOND))))
                .containsExactly(
                        "plugin paths 1.0.0 (SHA-256 aaaaaaaaaaaa) and goes on with plugin paths 1.2.0 (SHA-256"
                                + " bbbbbbbbbbbb)");
    }

    @Test
    void aPluginOfTheSameVersionAndOtherContentIsNamed() {
        assertThat(plugins(with(new Plugin("paths", "1.0.0", FIRST)), with(new Plugin("paths", "1.0.0", SECOND))))
                .singleElement()
                .asString()
                .contains("aaaaaaaaaaaa", "bbbbbbbbbbbb");
    }

    @Test
    void aPluginThatTookTheOthersPlaceIsNamed() {
        assertThat(plugins(with(), with(new Plugin("paths", "1.0.0", FIRST))))
                .singleElement()
                .asString()
                .startsWith("no plugin paths and goes on with plugin paths 1.0.0");
    }

    @Test
    void pluginsThatTakeNoPartDoNotMatter() {
        assertThat(plugins(with(new Plugin("metrics", "1.0.0", FIRST)), with(new Plugin("metrics", "2.0.0", SECOND))))
                .isEmpty();
    }
}
