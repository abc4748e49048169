package dev.rheo.distribution;

import static dev.rheo.distribution.Distribution.here;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped reference pages are what {@code rheo reference} writes; {@code -Dgolden.write=true} renews them. */
class ReferenceIT {
    private static final Path SHIPPED = Path.of("docs").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void thePagesInTheDocsAreThoseOfTheInstalledComponents() throws IOException {
        Distribution.Finished written = here("reference", "--to", folder.toString());

        assertThat(written.exit()).as(written.all()).isZero();
        for (Path page : files(folder)) {
            Path shipped = SHIPPED.resolve(folder.relativize(page).toString());
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(shipped.getParent());
                Files.copy(page, shipped, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            assertThat(shipped).hasSameTextualContentAs(page);
        }
        assertThat(files(SHIPPED.resolve("images")))
                .filteredOn(file -> file.getFileName().toString().startsWith("path-"))
                .allSatisfy(file -> assertThat(folder.resolve("images").resolve(file.getFileName()))
                        .exists());
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> tree = Files.walk(below)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
