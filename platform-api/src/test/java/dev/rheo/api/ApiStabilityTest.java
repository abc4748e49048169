package dev.rheo.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** The interfaces that plugins are compiled against change on purpose only; the rules are in docs/api-stability.md. */
class ApiStabilityTest {
    private static final Path RECORD = Path.of("api.txt");

    /** After a change on purpose: {@code mvn -pl platform-api test -Dtest=ApiStabilityTest -Dapi.write=true}. */
    @Test
    void thePublicSignaturesAreTheRecordedOnes() throws IOException, URISyntaxException {
        List<String> actual = ApiSignatures.below(classes());
        if (Boolean.getBoolean("api.write")) {
            Files.write(RECORD, actual);
        }
        List<String> recorded = Files.readAllLines(RECORD);
        assertThat(without(actual, recorded)).as("not in platform-api/api.txt").isEmpty();
        assertThat(without(recorded, actual))
                .as("in platform-api/api.txt, but gone")
                .isEmpty();
    }

    private static List<String> without(List<String> lines, List<String> others) {
        Set<String> rest = new TreeSet<>(lines);
        others.forEach(rest::remove);
        return List.copyOf(rest);
    }

    @Test
    void everyPackageStatesItsStability() throws IOException, URISyntaxException {
        Path root = classes();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> packages = files.filter(Files::isDirectory)
                    .filter(ApiStabilityTest::hasClasses)
                    .toList();
            assertThat(packages).isNotEmpty().allSatisfy(folder -> {
                String name =
                        root.relativize(folder).toString().replace('/', '.').replace('\\', '.');
                Class<?> info = Class.forName(name + ".package-info");
                assertThat(info.getPackage().isAnnotationPresent(API.class))
                        .as(name)
                        .isTrue();
            });
        }
    }

    private static boolean hasClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        } catch (IOException e) {
            return false;
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Component.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
