package dev.rheo.runtime.cli;

import dev.rheo.runtime.run.RunFailure;
import dev.rheo.runtime.store.StoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The top command: dispatches, and turns whatever goes wrong into a message and an exit code. */
@Command(
        name = "rheo",
        description = "Flow-matching and diffusion generative models, every part a plugin.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "EXP is a manifest or the name of a shipped example; RUN is 'latest', an id, a name or a folder."
        })
final class Rheo implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @CommandLine.Option(names = "--debug", description = "Print stack traces.", scope = CommandLine.ScopeType.INHERIT)
    boolean debug;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    Rheo(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    /** Runs one command line and returns the process's exit code. */
    int run(String... arguments) {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new RunCommand(installation, console))
                .addSubcommand(new TrainCommand(installation, console))
                .addSubcommand(new ResumeCommand(installation, console))
                .addSubcommand(new SampleCommand(installation, console))
                .addSubcommand(new EvaluateCommand(installation, console))
                .addSubcommand(new ExportCommand(installation, console))
                .addSubcommand(new ValidateCommand(installation, console))
                .addSubcommand(new ComponentsCommand(installation, console))
                .addSubcommand(new DescribeCommand(installation, console))
                .addSubcommand(new SchemaCommand(installation, console))
                .addSubcommand(new ReferenceCommand(installation, console))
                .addSubcommand(PluginsCommand.withItsVerbs(installation, console))
                .addSubcommand(new RunsCommand(console))
                .addSubcommand(new DoctorCommand(installation, console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false);
        line.setExecutionExceptionHandler((failure, command, result) -> explain(failure));
        line.setParameterExceptionHandler((failure, given) -> usage(failure));
        try {
            return line.execute(arguments);
        } catch (LinkageError | OutOfMemoryError | StackOverflowError error) {
            return explain(error);
        }
    }

    /** Without a command. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private int usage(ParameterException failure) {
        console.err().println("rheo: " + problem(failure));
        List<String> suggestions = new ArrayList<>();
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            suggestions.addAll(unmatched.getSuggestions());
        }
        if (!suggestions.isEmpty()) {
            console.err().println("  help: did you mean " + String.join(" or ", suggestions) + "?");
        }
        console.err()
                .println("  help: '" + failure.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help' shows what it takes");
        return ExitCode.USAGE;
    }

    private @Nullable String problem(ParameterException failure) {
        if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && failure.getCommandLine() == spec.commandLine()
                && !unmatched.getUnmatched().get(0).startsWith("-")) {
            return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
        }
        return failure.getMessage();
    }

    private int explain(Throwable failure) {
        int code;
        if (failure instanceof Complaint complaint) {
            console.complain(complaint.getMessage(), complaint.remedy());
            code = complaint.exitCode();
        } else if (failure instanceof StoreException store) {
            console.complain(store.what() + " " + store.where() + ": " + store.why(), store.remedy());
            code = ExitCode.FAILED;
        } else if (failure instanceof RunFailure run) {
            console.complain(String.valueOf(run.getMessage()), run.remedy());
            code = ExitCode.of(run);
        } else {
            console.complain("unexpected: " + failure, "run again with --debug for the details, and report it");
            code = ExitCode.FAILED;
        }
        if (debug) {
            failure.printStackTrace(console.err());
        }
        return code;
    }
}
