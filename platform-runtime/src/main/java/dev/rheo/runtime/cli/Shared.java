package dev.rheo.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that every command that looks at plugins has. */
final class Shared {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A further folder of plugins; may be given several times.")
    List<Path> plugins = new ArrayList<>();

    @Option(
            names = "--dev-plugin",
            paramLabel = "DIR",
            description = "A plugin's project folder, used straight from target/classes; may be given several times.")
    List<Path> devPlugins = new ArrayList<>();

    @Option(
            names = "--locked",
            description = "Load nothing unless the plugins are exactly those of the lock file, byte for byte.")
    boolean locked;

    @Option(
            names = "--lock-file",
            paramLabel = "FILE",
            defaultValue = LockFile.NAME,
            description = "The lock file of 'rheo plugins lock' and --locked (default: ${DEFAULT-VALUE}).")
    Path lockFile = Path.of(LockFile.NAME);
}
