package dev.rheo.runtime.cli;

import dev.rheo.runtime.install.PluginFolder;
import dev.rheo.runtime.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo plugins remove ID}. */
@Command(name = "remove", description = "Take a plugin out of the plugins folder.", mixinStandardHelpOptions = true)
final class RemovePluginCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    PluginsFolderOption to = new PluginsFolderOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The plugin's id, as 'rheo plugins' lists it.")
    String id = "";

    RemovePluginCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path folder = to.of(installation);
        for (PluginStatus plugin : found(folder)) {
            try {
                new PluginFolder(folder).remove(plugin.location());
            } catch (IOException e) {
                throw new Complaint(
                        ExitCode.FAILED,
                        plugin.location() + " could not be removed: " + e.getMessage(),
                        "check that the folder can be written, and that no other process uses the plugin",
                        e);
            }
            console.out().println("removed " + (plugin.id() + " " + plugin.version()).strip());
        }
        return ExitCode.OK;
    }

    /** Every plugin of that id which lies in the folder, usable or not. */
    private List<PluginStatus> found(Path folder) {
        Shared shared = new Shared();
        shared.plugins.add(folder);
        try (Platform platform = Platform.open(installation, shared)) {
            List<PluginStatus> all = platform.catalogue().plugins();
            List<PluginStatus> found = all.stream()
                    .filter(plugin -> plugin.id().equals(id)
                            && folder.equals(plugin.location().getParent()))
                    .toList();
            if (found.isEmpty()) {
                throw new Complaint(
                        ExitCode.USAGE,
                        "no plugin " + id + " is in " + folder,
                        "'rheo plugins' lists them with their ids");
            }
            List<String> dependants = all.stream()
                    .filter(plugin -> plugin.dependencies().contains(id))
                    .map(PluginStatus::id)
                    .toList();
            if (!dependants.isEmpty()) {
                throw new Complaint(
                        ExitCode.PLUGIN,
                        id + " is needed by " + String.join(", ", dependants),
                        "remove what needs it first");
            }
            return found;
        }
    }
}
