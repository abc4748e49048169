package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.PluginReport;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo plugins}: what became of every candidate; its verbs begin, examine and install one. */
@Command(
        name = "plugins",
        description =
                "List plugins: ok, degraded or rejected, with reason and remedy; or begin, verify, install one, or lock all.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    PluginsCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** The command with the verbs that are about one plugin. */
    static CommandLine withItsVerbs(Installation installation, Console console) {
        return new CommandLine(new PluginsCommand(installation, console))
                .addSubcommand(new NewPluginCommand(installation, console))
                .addSubcommand(new VerifyPluginCommand(installation, console))
                .addSubcommand(new InstallPluginCommand(installation, console))
                .addSubcommand(new RemovePluginCommand(installation, console))
                .addSubcommand(new LockPluginsCommand(installation, console));
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            if (output.json) {
                console.json(PluginReport.data(platform.catalogue()));
            } else {
                console.out().print(PluginReport.text(platform.catalogue()));
            }
            return platform.catalogue().rejected().isEmpty() ? ExitCode.OK : ExitCode.PLUGIN;
        }
    }
}
