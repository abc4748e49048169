package dev.rheo.runtime.track;

import dev.rheo.api.track.RunEvent;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Progress on standard error: a bar on a terminal, a plain line now and then in a pipe. */
public final class ConsoleProgress implements RunListener {
    private static final int BAR = 30;
    private static final long PIPE_INTERVAL_NANOS = 10_000_000_000L;
    private static final long TERMINAL_INTERVAL_NANOS = 100_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long steps;
    private long lastShown;
    private boolean open;
    private boolean trained;

    /**
     * @param terminal whether {@code out} can redraw a line
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public ConsoleProgress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.lastShown = nanoTime.getAsLong() - PIPE_INTERVAL_NANOS;
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
            endLine();
        }
    }

    /** While training; what is measured after it is a table. */
    private void evaluated(RunEvent.Evaluated evaluated) {
        endLine();
        String numbers = evaluated.measurements().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.4g", each.name(), each.value()))
                .collect(Collectors.joining(", "));
        out.println("evaluated step " + evaluated.step() + ": " + numbers);
    }

    private void progress(RunEvent.Progress progress) {
        long now = nanoTime.getAsLong();
        boolean last = progress.step() >= steps;
        if (!last && now - lastShown < (terminal ? TERMINAL_INTERVAL_NANOS : PIPE_INTERVAL_NANOS)) {
            return;
        }
        lastShown = now;
        double left = Math.max(0, steps - progress.step()) / Math.max(1e-9, progress.stepsPerSecond());
        String numbers = String.format(
                Locale.ROOT,
                "step %d/%d  loss %.4f  %.0f steps/s  %s left",
                progress.step(),
                steps,
                progress.loss(),
                progress.stepsPerSecond(),
                duration(left));
        if (terminal) {
            int filled = (int) (BAR * progress.step() / Math.max(1, steps));
            out.print("\r[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + numbers + "   ");
            out.flush();
            open = true;
        } else {
            out.println(numbers);
        }
        if (last) {
            endLine();
        }
    }

    @Override
    public void close() {
        endLine();
    }

    private void endLine() {
        if (open) {
            out.println();
            open = false;
        }
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
