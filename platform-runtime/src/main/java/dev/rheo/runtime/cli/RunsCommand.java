package dev.rheo.runtime.cli;

import dev.rheo.runtime.report.ConsoleTable;
import dev.rheo.runtime.store.RunState;
import dev.rheo.runtime.store.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rheo runs}. */
@Command(name = "runs", description = "List runs, the newest first.", mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where run directories are kept (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    @Mixin
    Output output = new Output();

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RunSummary> found = ExperimentRun.runs(runs).list();
        if (output.json) {
            console.json(found.stream().map(RunsCommand::view).toList());
        } else if (found.isEmpty()) {
            console.err().println("there are no runs in " + runs);
        } else {
            List<List<String>> rows = new ArrayList<>();
            found.forEach(run -> rows.add(List.of(run.name() + "/" + run.id(), status(run), steps(run.state()))));
            console.out().print(new ConsoleTable(List.of("run", "status", "steps"), rows).render(console.width()));
        }
        return ExitCode.OK;
    }

    private static String status(RunSummary run) {
        RunState.Status status = run.status();
        return status == null ? "unreadable" : status.name().toLowerCase(Locale.ROOT);
    }

    private static String steps(@Nullable RunState state) {
        return state == null ? "" : state.stepsDone() + "/" + state.stepsTotal();
    }

    private static Map<String, Object> view(RunSummary run) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", run.name());
        view.put("id", run.id());
        view.put("path", run.path().toString());
        view.put("status", status(run));
        RunState state = run.state();
        if (state != null) {
            view.put("stepsDone", state.stepsDone());
            view.put("stepsTotal", state.stepsTotal());
            view.put("seed", state.seed());
            if (state.parameterHash() != null) {
                view.put("parameterHash", state.parameterHash());
            }
        } else {
            view.put("problem", String.valueOf(run.problem()));
        }
        return view;
    }
}
