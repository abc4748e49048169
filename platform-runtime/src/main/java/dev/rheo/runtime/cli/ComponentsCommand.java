package dev.rheo.runtime.cli;

import dev.rheo.runtime.manifest.describe.ComponentTable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo components [KIND]}. */
@Command(name = "components", description = "List the installed components.", mixinStandardHelpOptions = true)
final class ComponentsCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Only this kind, for example path.")
    @Nullable
    String kind;

    ComponentsCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            ComponentTable table = ComponentTable.of(
                    platform.catalogue(), kind == null ? null : KindArgument.of(kind, platform.catalogue()));
            if (output.json) {
                console.json(table);
            } else {
                console.out().print(table.text());
                int rejected = platform.catalogue().rejected().size();
                if (rejected > 0) {
                    console.err()
                            .println("warning: " + rejected + " plugin" + (rejected == 1 ? " is" : "s are")
                                    + " not usable; 'rheo plugins' says why");
                }
            }
            return ExitCode.OK;
        }
    }
}
