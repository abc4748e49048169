package dev.rheo.runtime.cli;

import dev.rheo.runtime.reference.ReferencePages;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rheo reference [--to DIR]}. */
@Command(
        name = "reference",
        description = "Write pages about the installed components: options, formulas, and what goes with what.",
        mixinStandardHelpOptions = true)
final class ReferenceCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where to write them; replaces what is there. Default: ${DEFAULT-VALUE}.")
    Path folder = Path.of("reference");

    ReferenceCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            Map<String, String> files = new ReferencePages(platform.catalogue(), platform.schemas()).files();
            AtomicFiles writer = new AtomicFiles(Disk.local());
            writer.createDirectories(folder.resolve("images"), "the reference");
            files.forEach((name, text) -> writer.write(folder.resolve(name), "the reference page", text));
            console.out().println("wrote " + files.size() + " files to " + folder);
            return ExitCode.OK;
        }
    }
}
