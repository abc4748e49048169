package dev.rheo.runtime.cli;

import dev.rheo.runtime.diagnostic.DiagnosticCode;
import dev.rheo.runtime.diagnostic.DiagnosticCodes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rheo explain CODE}. */
@Command(
        name = "explain",
        description = "Explain the code of a message; without a code, list all.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "For example RHEO-M003.")
    @Nullable
    String code;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DiagnosticCodes codes = Platform.codes();
        if (code == null) {
            codes.all().forEach(each -> console.out().println(each.id() + "  " + each.title()));
            return ExitCode.OK;
        }
        DiagnosticCode found = codes.find(code)
                .orElseThrow(() -> new Complaint(
                        ExitCode.USAGE, "there is no code '" + code + "'", "'rheo explain' lists all codes"));
        console.out().print(DiagnosticCodes.explain(found));
        return ExitCode.OK;
    }
}
