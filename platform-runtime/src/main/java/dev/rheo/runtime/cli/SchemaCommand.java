package dev.rheo.runtime.cli;

import dev.rheo.runtime.manifest.describe.ExperimentJsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo schema}. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of manifests, for editors, with every installed component.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    SchemaCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Platform platform = Platform.open(installation, shared)) {
            console.out().print(new ExperimentJsonSchema(platform.catalogue(), platform.schemas()).json());
            return ExitCode.OK;
        }
    }
}
