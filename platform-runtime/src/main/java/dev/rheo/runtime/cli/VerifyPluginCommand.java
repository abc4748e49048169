package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.PluginStatus;
import dev.rheo.runtime.verify.Kit;
import dev.rheo.runtime.verify.Verdict;
import dev.rheo.runtime.verify.VerdictText;
import dev.rheo.runtime.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo plugins verify FILE}. Runs the plugin's code. */
@Command(
        name = "verify",
        description = "Examine a plugin: its files, how it loads, its options, and the rules of its components' kinds.",
        mixinStandardHelpOptions = true)
final class VerifyPluginCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Parameters(index = "0", paramLabel = "FILE", description = "A plugin's jar, folder, or project.")
    Path file = Path.of("");

    VerifyPluginCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!Files.exists(file)) {
            throw new Complaint(
                    ExitCode.USAGE, file + ": there is no such file", "give a plugin's jar, folder, or project folder");
        }
        try (Platform platform = Platform.open(installation, shared, file);
                Kit kit = Kit.of(installation.repository())) {
            PluginStatus plugin = platform.catalogue().plugins().stream()
                    .filter(each -> each.location().equals(file))
                    .findFirst()
                    .orElseThrow();
            Verdict verdict = new Verification(platform.catalogue(), platform.schemas(), kit.examiner()).of(plugin);
            if (output.json) {
                console.json(VerdictText.data(verdict));
            } else {
                console.out().print(VerdictText.render(verdict));
            }
            return verdict.passed() ? ExitCode.OK : ExitCode.PLUGIN;
        }
    }
}
