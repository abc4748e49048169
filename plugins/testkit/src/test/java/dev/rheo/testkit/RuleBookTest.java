package dev.rheo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kit is whole: each kind has rules, and each rule is proved by wrong components. {@link Zoo} counts those of a test. */
class RuleBookTest {
    private static final Path PLUGINS = Path.of("..");
    private static final Pattern ZOO = Pattern.compile("Zoo\\.of\\(\\s*([\\w.]+)\\.class,\\s*(\\w+)\\.\\w+\\(\\)");

    @Test
    void everyKindHasRules() throws IOException, URISyntaxException {
        assertThat(RuleBook.chapters())
                .extracting(chapter -> chapter.kind().getSimpleName())
                .containsAll(kinds());
    }

    /** SC5 is asked of Runge–Kutta methods and of step rules, each in its own way. */
    @Test
    void everyIdButOneIsOfOneRule() {
        assertThat(RuleBook.chapters().stream()
                        .flatMap(chapter -> chapter.all().stream())
                        .map(Rule::id)
                        .filter(id -> !id.equals("SC5")))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyChapterHasAZooOfWrongComponents() throws IOException {
        assertThat(zoos())
                .containsExactlyInAnyOrderElementsOf(RuleBook.chapters().stream()
                        .map(chapter -> chapter.kind().getSimpleName() + ": "
                                + chapter.rules().getSimpleName())
                        .toList());
    }

    /** The simple names of all interfaces of the API that are marked as kinds. */
    private static List<String> kinds() throws IOException, URISyntaxException {
        URI api = Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path place = Path.of(api);
        if (Files.isDirectory(place)) {
            return kinds(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + api), Map.of())) {
            return kinds(jar.getPath("/"));
        }
    }

    private static List<String> kinds(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> kinds = new ArrayList<>();
            for (Path file : files.map(root::relativize).toList()) {
                String name = file.toString().replace('\\', '/');
                if (name.startsWith("dev/rheo/api/") && name.endsWith(".class") && !name.contains("-info")) {
                    Class<?> type = type(name.substring(0, name.length() - 6).replace('/', '.'));
                    if (type.isAnnotationPresent(ComponentKind.class)) {
                        kinds.add(type.getSimpleName());
                    }
                }
            }
            return kinds;
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, RuleBookTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    /** Of all modules, since some wrong components are made of the built-in right ones. */
    private static List<String> zoos() throws IOException {
        List<String> zoos = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PLUGINS)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                            .filter(each -> !each.endsWith("ZooTest.java"))
                            .toList()) {
                        Matcher zoo = ZOO.matcher(Files.readString(file));
                        while (zoo.find()) {
                            String kind = zoo.group(1);
                            zoos.add(kind.substring(kind.lastIndexOf('.') + 1) + ": " + zoo.group(2));
                        }
                    }
                }
            }
        }
        return zoos;
    }
}
