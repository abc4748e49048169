package dev.rheo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.distribution.Distribution.Finished;
import dev.rheo.plugins.paths.LinearPath;
import dev.rheo.testkit.path.PathRules;
import dev.rheo.testkit.path.PathSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code blocks of the author's guide, taken from the shipped Markdown, built with {@code javac} and run as it says. */
class GuideIT {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    static Path folder;

    private static String guide;

    @BeforeAll
    static void buildAsTheGuideSays() throws IOException {
        guide = Files.readString(Distribution.HOME.resolve("docs/plugin-author-guide.md"));
        write("src/acme/paths/ExponentialPath.java", block("java", "implements GaussianPath"));
        write("src/plugin.properties", block("properties", "plugin.id=acme-paths"));
        write("test/acme/paths/ExponentialPathTest.java", block("java", "extends Conformance"));
        write("acme.yaml", block("yaml", "acme-exponential"));
        Finished built = shell(block("sh", "jar --create") + "\n" + block("sh", "-d build/test"));
        assertThat(built.exit()).as(built.all()).isZero();
    }

    @Test
    void thePluginIsListedAsTheGuideShows() {
        Finished listed = rheo("plugins --plugins my-plugins");
        assertThat(listed.exit()).as(listed.all()).isZero();
        assertThat(listed.out()).contains(line("ok        acme-paths"));
    }

    @Test
    void theComponentIsDescribedAsTheGuideShows() {
        String shown = block("", "$ rheo describe path acme-exponential");
        Finished described = rheo("describe path acme-exponential --plugins my-plugins");
        assertThat(shown).endsWith(described.out());
    }

    @Test
    void asManyTestsRunAsTheGuideShows() {
        LinearPath.Config config = new LinearPath.Config(0);
        PathSubject likewise = new PathSubject(new LinearPath(config), config.traits());
        long rules = PathRules.all().stream()
                .filter(rule -> rule.applies().test(likewise))
                .count();
        assertThat(guide).contains("[        %d tests successful      ]".formatted(3 * rules));
    }

    @Test
    void theExperimentRuns() {
        Finished run = rheo("run acme.yaml train.steps=5 --plugins my-plugins");
        assertThat(run.exit()).as(run.all()).isZero();
        assertThat(run.out()).contains("sliced-wasserstein");
    }

    @Test
    void aSingleVersionForARangeIsRefusedInTheWordsOfTheGuide() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Distribution.copy(folder.resolve("build/classes"), other.resolve("classes"));
        Path descriptor = other.resolve("classes/plugin.properties");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replace("^1.0.0", "1.0.0").replace("acme-paths", "acme-other"));
        Finished listed = rheo("plugins --dev-plugin other/classes");
        assertThat(listed.exit()).isEqualTo(4);
        assertThat(listed.out()).contains(line("RHEO-P016"), line("→ write plugin.requires=^1.0.0"));
    }

    @Test
    void everyCommandOfTheGuideExists() {
        assertThat(rheo("plugins new --help").out()).contains("--kind");
        assertThat(guide).contains("rheo plugins new acme-paths --kind path");
    }

    /** The only block of a language that contains {@code part}. */
    private static String block(String language, String part) {
        List<String> found = BLOCK.matcher(guide)
                .results()
                .filter(block ->
                        block.group(1).equals(language) && block.group(2).contains(part))
                .map(block -> block.group(2))
                .toList();
        assertThat(found).as(language + " blocks with " + part).hasSize(1);
        return found.get(0);
    }

    /** The guide's line that contains {@code part}, without indentation. */
    private static String line(String part) {
        Matcher line = Pattern.compile("^.*" + Pattern.quote(part) + ".*$", Pattern.MULTILINE)
                .matcher(guide);
        assertThat(line.find()).as(part).isTrue();
        return line.group().strip();
    }

    private static void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Finished rheo(String arguments) {
        return shell("$RHEO/bin/rheo " + arguments);
    }

    private static Finished shell(String script) {
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        String path = java + ":" + System.getenv("PATH");
        return Distribution.start(
                        folder,
                        Map.of("RHEO", Distribution.HOME.toString(), "PATH", path),
                        List.of("sh", "-e", "-c", script))
                .await();
    }
}
