package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Progress on standard error: a bar on a terminal, a plain line now and then in a pipe. */
public final class ConsoleProgress implements RunListener {
    private final PrintStream out;
    private final ProgressLine line;
    private long steps;
    private boolean trained;

    /** Parameters as for {@link ProgressLine}. */
    public ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.line = new ProgressLine(out, terminal, nanoTime);
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            steps = started.steps();
            String from = started.firstStep() > 0 ? " from step " + started.firstStep() : "";
            out.println("run " + started.name() + "/" + started.id() + from + ", " + steps + " steps");
        } else if (event instanceof RunEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof RunEvent.Evaluated evaluated && !trained) {
            evaluated(evaluated);
        } else if (event instanceof Trained) {
            trained = true;
        } else if (event instanceof RunEvent.Finished) {
            line.end();
        }
    }

    /** While training; what is measured after it is a table. */
    private void evaluated(RunEvent.Evaluated evaluated) {
        line.end();
        String numbers = evaluated.measurements().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.4g", each.name(), each.value()))
                .collect(Collectors.joining(", "));
        out.println("evaluated step " + evaluated.step() + ": " + numbers);
    }

    private void progress(RunEvent.Progress progress) {
        double left = Math.max(0, steps - progress.step()) / Math.max(1e-9, progress.stepsPerSecond());
        line.show(
                progress.step(),
                steps,
                () -> String.format(
                        Locale.ROOT,
                        "step %d/%d  loss %.4f  %.0f steps/s  %s left",
                        progress.step(),
                        steps,
                        progress.loss(),
                        progress.stepsPerSecond(),
                        ProgressLine.duration(left)));
    }

    @Override
    public void close() {
        line.end();
    }
}
