package dev.rheo.runtime.track;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One line on standard error that says how far something is: a bar on a terminal, a plain line now and then in a pipe. */
public final class ProgressLine {
    private static final int BAR = 30;
    private static final long PIPE_INTERVAL_NANOS = 10_000_000_000L;
    private static final long TERMINAL_INTERVAL_NANOS = 100_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long lastShown;
    private boolean open;

    /**
     * @param terminal whether {@code out} can redraw a line
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public ProgressLine(PrintStream out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.lastShown = nanoTime.getAsLong() - PIPE_INTERVAL_NANOS;
    }

    /** A line in a pipe comes only once so much time has passed, not at once. */
    public ProgressLine patient() {
        lastShown = nanoTime.getAsLong();
        return this;
    }

    /** Shows the state of things, unless that was done a moment ago; always when all is done. */
    public void show(long done, long all, Supplier<String> numbers) {
        long now = nanoTime.getAsLong();
        boolean last = done >= all;
        if (!last && now - lastShown < (terminal ? TERMINAL_INTERVAL_NANOS : PIPE_INTERVAL_NANOS)) {
            return;
        }
        lastShown = now;
        if (terminal) {
            int filled = (int) (BAR * done / Math.max(1, all));
            out.print("\r[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + numbers.get() + "   ");
            out.flush();
            open = true;
        } else {
            out.println(numbers.get());
        }
        if (last) {
            end();
        }
    }

    /** Ends the line, if one is open. */
    public void end() {
        if (open) {
            out.println();
            open = false;
        }
    }

    /** A duration for readers. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
