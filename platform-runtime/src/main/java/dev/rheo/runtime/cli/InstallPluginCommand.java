package dev.rheo.runtime.cli;

import dev.rheo.runtime.install.InstallException;
import dev.rheo.runtime.install.PluginFolder;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo plugins install FILE}. Loads the plugin to see whether it can be used, and so runs its code. */
@Command(
        name = "install",
        description = "Put a plugin (jar, zip or folder) into the plugins folder, if it can be used there.",
        mixinStandardHelpOptions = true)
final class InstallPluginCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    PluginsFolderOption to = new PluginsFolderOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "A plugin's jar, zip, or folder.")
    Path file = Path.of("");

    InstallPluginCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.exists(file)) {
            throw new Complaint(ExitCode.USAGE, file + ": there is no such file", "give a plugin's jar, zip or folder");
        }
        Path folder = to.of(installation);
        PluginFolder plugins = new PluginFolder(folder);
        try {
            Path staged = plugins.stage(file);
            try {
                PluginStatus plugin = examined(staged, folder);
                Path installed = plugins.admit(staged, plugin.id(), plugin.version());
                console.out().println("installed " + plugin.id() + " " + plugin.version() + " as " + installed);
                console.out().println("  sha256 " + plugin.sha256());
            } finally {
                plugins.discard(staged);
            }
        } catch (InstallException e) {
            throw new Complaint(ExitCode.PLUGIN, String.valueOf(e.getMessage()), e.remedy(), e);
        } catch (IOException e) {
            throw new Complaint(
                    ExitCode.FAILED,
                    file + " could not be installed into " + folder + ": " + e.getMessage(),
                    "check that the folder can be written and the file read",
                    e);
        }
        return ExitCode.OK;
    }

    /** Loads it beside what is installed, and prints what it adds. */
    private PluginStatus examined(Path staged, Path folder) {
        Shared shared = new Shared();
        shared.plugins.add(folder);
        try (Platform platform = Platform.open(installation, shared, staged)) {
            Catalogue catalogue = platform.catalogue();
            PluginStatus plugin = catalogue.plugins().stream()
                    .filter(each -> each.location().equals(staged))
                    .findFirst()
                    .orElseThrow();
            if (plugin.state() != PluginStatus.State.OK) {
                PluginStatus.Problem problem = plugin.problems().get(0);
                throw new Complaint(
                        ExitCode.PLUGIN,
                        file + " was not installed: " + problem.code() + ": " + problem.reason(),
                        problem.remedy());
            }
            Optional<PluginStatus> other = catalogue.plugins().stream()
                    .filter(each -> each.id().equals(plugin.id()) && each != plugin)
                    .findFirst();
            if (other.isPresent()) {
                throw new Complaint(
                        ExitCode.PLUGIN,
                        plugin.id() + " " + other.get().version() + " is installed already, as "
                                + other.get().location(),
                        "'rheo plugins remove " + plugin.id() + "' takes it out");
            }
            catalogue.components().stream()
                    .filter(entry -> entry.plugin().equals(plugin.id()))
                    .forEach(entry -> console.out()
                            .println("  adds " + entry.kind().name() + " " + entry.name() + ": " + entry.summary()));
            return plugin;
        }
    }
}
