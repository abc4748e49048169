package dev.rheo.distribution;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Maven as somebody uses it who has the distribution and no registry that knows Rheo: a local repository of its own, without
 * network. Central is stood in for by this build's local repository, which has Maven's own plugins. Test processes that run at the
 * same time have a repository each.
 */
final class OutsideMaven {
    private static final Path ROOM =
            Distribution.HOME.resolveSibling("outside-maven-" + System.getProperty("fork.number"));
    private static final Path LOCAL = ROOM.resolve("repository");

    private OutsideMaven() {}

    /** Runs the goals in {@code project}. */
    static Finished run(Path project, String... goals) throws IOException {
        return run(project, Map.of(), goals);
    }

    /** With further environment variables. */
    static Finished run(Path project, Map<String, String> environment, String... goals) throws IOException {
        forgetRheo();
        Path central = Path.of(System.getProperty("local.repository"));
        Path settings = Files.writeString(ROOM.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>stand-in</id><mirrorOf>central</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(central.toUri()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--offline",
                "-Daether.offline.protocols=file",
                "-Dmaven.repo.local=" + LOCAL,
                "--settings",
                settings.toString()));
        command.addAll(List.of(goals));
        return Distribution.start(project, environment, command).await();
    }

    /** Writes a POM over all projects below {@code folder}. */
    static void together(Path folder) throws IOException {
        try (Stream<Path> projects = Files.list(folder)) {
            List<String> modules = projects.filter(project -> Files.exists(project.resolve("pom.xml")))
                    .map(project -> "<module>" + project.getFileName() + "</module>")
                    .sorted()
                    .toList();
            Files.writeString(folder.resolve("pom.xml"), """
                    <project>
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>all</groupId><artifactId>all</artifactId><version>1</version><packaging>pom</packaging>
                      <modules>%s</modules>
                    </project>
                    """.formatted(String.join("", modules)));
        }
    }

    /** What an earlier build's distribution left here is not what this one has. */
    private static void forgetRheo() throws IOException {
        Files.createDirectories(LOCAL);
        Path rheo = LOCAL.resolve("dev").resolve("rheo");
        if (Files.exists(rheo)) {
            try (Stream<Path> tree = Files.walk(rheo)) {
                for (Path path :
                        tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
