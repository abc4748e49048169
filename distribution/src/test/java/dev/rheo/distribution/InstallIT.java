package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rheo plugins install} and {@code remove}: a plugin comes in whole or not at all. */
class InstallIT {
    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void compileAPlugin() throws IOException {
        plugins = folder.resolve("plugins");
        StrangersJar.write(folder, "stranger", "Early", "early", "", "");
    }

    @Test
    void aJarIsInstalledUnderItsIdAndVersionAndCanBeUsed() throws IOException {
        Finished installed = install("stranger.jar");
        assertThat(installed.exit()).as(installed.all()).isZero();
        assertThat(installed.out())
                .contains("adds timesteps early: Density 2 - 2 t.", "installed stranger 1.0.0 as ", "sha256 ");
        assertThat(names()).containsExactly("stranger-1.0.0.jar");
        assertThat(here("plugins", "--plugins", plugins.toString()).out()).containsPattern("ok +stranger 1\\.0\\.0");
    }

    @Test
    void aZipIsUnpackedIntoAFolderWithItsLibraries() throws IOException {
        zip(Map.of("s-1/plugin.jar", plugin(), "s-1/lib/library.jar", library()));
        Finished installed = install("plugin.zip");
        assertThat(installed.exit()).as(installed.all()).isZero();
        assertThat(names()).containsExactly("stranger-1.0.0");
        assertThat(plugins.resolve("stranger-1.0.0/lib/library.jar")).hasBinaryContent(library());
        assertThat(here("plugins", "--plugins", plugins.toString()).out()).containsPattern("ok +stranger 1\\.0\\.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.jar",
                "lib/../../evil.jar",
                "/tmp/evil.jar",
                "lib/a/b.jar",
                "lib\\evil.jar",
                "bin/run.sh",
                "lib/.hidden.jar"
            })
    void aZipWithAnEntryThatHasNoPlaceInAPluginIsRefused(String name) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("plugin.jar", plugin());
        entries.put(name, library());
        zip(entries);
        Finished refused = install("plugin.zip");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains(name, "help:");
        assertThat(names()).isEmpty();
        assertThat(folder.resolve("evil.jar")).doesNotExist();
    }

    @Test
    void aZipThatUnpacksToFarMoreThanItsSizeIsRefusedBeforeItFillsTheDisk() throws IOException {
        zip(Map.of("plugin.jar", plugin(), "lib/zeros.jar", new byte[80 << 20]));
        Finished refused = install("plugin.zip");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains("plugin.zip unpacks to more than 64 MB", "distrust it");
        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsNotInstalled() throws IOException {
        Files.writeString(folder.resolve("broken.jar"), "no zip");
        Finished refused = install("broken.jar");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.err()).contains("was not installed", "RHEO-P002", "help:");
        assertThat(names()).isEmpty();
    }

    @Test
    void aPluginThatIsInstalledAlreadyIsLeftAlone() throws IOException {
        install("stranger.jar");
        Finished again = install("stranger.jar");
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.err()).contains("stranger 1.0.0 is installed already", "rheo plugins remove stranger");
        assertThat(names()).containsExactly("stranger-1.0.0.jar");
    }

    @Test
    void removeTakesItOutAndNothingElse() throws IOException {
        install("stranger.jar");
        StrangersJar.write(plugins, "other", "Other", "other", "", "");
        Finished removed = here("plugins", "remove", "stranger", "--to", plugins.toString());
        assertThat(removed.exit()).as(removed.all()).isZero();
        assertThat(removed.out()).isEqualTo("removed stranger 1.0.0\n");
        assertThat(names()).containsExactly("other.jar");
    }

    @Test
    void removingWhatIsNotThereIsAMistakeOfTheCommandLine() {
        Finished refused = here("plugins", "remove", "nobody", "--to", folder.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("no plugin nobody is in");
    }

    private Finished install(String file) {
        return here("plugins", "install", folder.resolve(file).toString(), "--to", plugins.toString());
    }

    /** All names in the plugins folder, hidden ones too. */
    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(plugins)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private byte[] plugin() throws IOException {
        return Files.readAllBytes(folder.resolve("stranger.jar"));
    }

    private static byte[] library() throws IOException {
        return zipped(Map.of("words.txt", "hello".getBytes(UTF_8)));
    }

    private void zip(Map<String, byte[]> entries) throws IOException {
        Files.write(folder.resolve("plugin.zip"), zipped(entries));
    }

    private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry stored = new ZipEntry(entry.getKey());
                stored.setTime(0);
                zip.putNextEntry(stored);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
