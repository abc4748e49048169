package dev.rheo.runtime.track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private static final long MILLISECOND = 1_000_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now = 42;

    @Test
    void aPipeGetsALineEveryTenSecondsAndAtTheEnd() {
        ConsoleProgress console = console(false);
        start(console, 0);
        for (int step = 100; step <= 1000; step += 100) {
            now += 4_000 * MILLISECOND;
            console.on(progress(step));
        }
        console.on(new RunEvent.Finished("completed", 1000));
        assertThat(text().lines())
                .containsExactly(
                        "run moons/a1, 1000 steps",
                        "step 100/1000  loss 0.5000  25 steps/s  36 s left",
                        "step 400/1000  loss 0.5000  25 steps/s  24 s left",
                        "step 700/1000  loss 0.5000  25 steps/s  12 s left",
                        "step 1000/1000  loss 0.5000  25 steps/s  0 s left");
    }

    @Test
    void anEvaluationIsALineWhileTrainingAndNotAfterIt() {
        ConsoleProgress console = console(false);
        Measurement mmd = new Measurement("mmd", 0.25, Double.NaN, Measurement.Better.LOWER, Map.of(), "");
        start(console, 0);
        console.on(new RunEvent.Evaluated(500, List.of(mmd)));
        console.on(new Trained(1000));
        console.on(new RunEvent.Evaluated(1000, List.of(mmd)));
        assertThat(text().lines()).containsExactly("run moons/a1, 1000 steps", "evaluated step 500: mmd 0.2500");
    }

    @Test
    void aTerminalGetsABarTenTimesASecondAtMost() {
        ConsoleProgress console = console(true);
        start(console, 0);
        for (int step = 100; step <= 500; step += 100) {
            now += 60 * MILLISECOND;
            console.on(progress(step));
        }
        assertThat(text().split("\r", -1)).hasSize(4);
        assertThat(text())
                .endsWith("\r[" + "=".repeat(15) + " ".repeat(15)
                        + "] step 500/1000  loss 0.5000  25 steps/s  20 s left   ");
    }

    @Test
    void theBarsLineEndsOnceHoweverTheRunEnds() {
        ConsoleProgress console = console(true);
        start(console, 0);
        console.on(progress(500));
        console.close();
        console.close();
        assertThat(text()).endsWith("left   " + System.lineSeparator()).doesNotContain("\n\n");

        console.on(progress(1000));
        console.on(new RunEvent.Finished("completed", 1000));
        assertThat(text()).endsWith("0 s left   " + System.lineSeparator());
    }

    @Test
    void saysWhereAResumedRunGoesOn() {
        start(console(false), 300);
        assertThat(text().lines()).containsExactly("run moons/a1 from step 300, 1000 steps");
    }

    @Test
    void minutesAreSaid() {
        ConsoleProgress console = console(false);
        console.on(new RunEvent.Started("moons", "a1", Path.of("runs"), "", 0, 10_000));
        console.on(progress(5_000));
        assertThat(text()).contains("3 min 20 s left");
    }

    private ConsoleProgress console(boolean terminal) {
        return new ConsoleProgress(new PrintStream(out, true, UTF_8), terminal, () -> now);
    }

    private static void start(ConsoleProgress console, long first) {
        console.on(new RunEvent.Started("moons", "a1", Path.of("runs"), "", first, 1000));
    }

    private static RunEvent.Progress progress(long step) {
        return new RunEvent.Progress(step, 0.5, 1, 1e-3, 25);
    }

    private String text() {
        return out.toString(UTF_8);
    }
}
