package dev.rheo.runtime.cli;

import dev.rheo.api.component.SpiVersion;
import dev.rheo.runtime.manifest.Kinds;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginId;
import dev.rheo.runtime.scaffold.PluginProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rheo plugins new ID --kind KIND}. Loads no plugins: their faults must not keep anybody from writing one. */
@Command(
        name = "new",
        description = "Write a Maven project for a plugin with one working component and its test.",
        mixinStandardHelpOptions = true)
final class NewPluginCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Parameters(index = "0", paramLabel = "ID", description = "The plugin's id, for example acme-paths.")
    String id = "";

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "For example path.")
    String kind = "";

    @Option(names = "--in", paramLabel = "DIR", description = "The project's folder; default: ./ID.")
    @Nullable
    Path folder;

    NewPluginCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!PluginId.isValid(id)) {
            throw new Complaint(
                    ExitCode.USAGE,
                    "\"" + id + "\" cannot be a plugin's id",
                    "use lower case letters, digits, dots and hyphens, beginning with a letter: acme-paths");
        }
        KindInfo info = kind();
        Path home = installation.home();
        Path project = folder == null ? Path.of(id) : folder;
        PluginProject files = PluginProject.of(new PluginProject.Request(
                id,
                info.name(),
                info.title(),
                Version.current(),
                SpiVersion.current(),
                (home == null ? Path.of("rheo") : home).toAbsolutePath().normalize()));
        write(files, project);
        console.out().print("""
                %s: a plugin with one %s
                  cd %s
                  mvn package                                  compiles, tests and packs it
                  rheo run example.yaml --dev-plugin .         runs it straight from target/classes
                README.md there says more; begin in %s
                """.formatted(project, info.title(), project, files.component()));
        return ExitCode.OK;
    }

    private KindInfo kind() {
        List<KindInfo> kinds = Kinds.ofHost().stream()
                .filter(each -> PluginProject.isKnown(each.name()))
                .toList();
        return kinds.stream()
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE,
                        "there is no component kind '" + kind + "'",
                        "kinds are "
                                + String.join(
                                        ", ", kinds.stream().map(KindInfo::name).toList())));
    }

    private static void write(PluginProject files, Path project) {
        if (Files.exists(project) && !isEmptyFolder(project)) {
            throw new Complaint(
                    ExitCode.USAGE, project + " is there already", "remove it, or name another folder with --in");
        }
        try {
            files.write(project);
        } catch (IOException e) {
            throw new Complaint(
                    ExitCode.FAILED,
                    project + " cannot be written: " + e.getMessage(),
                    "name a folder that can be written, with --in",
                    e);
        }
    }

    private static boolean isEmptyFolder(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
