package dev.rheo.runtime.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder that plugins are installed into. */
final class PluginsFolderOption {
    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder of plugins; default: plugins/ of the distribution.")
    @Nullable
    Path folder;

    Path of(Installation installation) {
        Path given = folder;
        if (given != null) {
            return given;
        }
        return installation.plugins().stream()
                .findFirst()
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE, "there is no distribution whose plugins/ could be meant", "give --to DIR"));
    }
}
