package dev.rheo.plugins.trackers;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Training progress as rows of a CSV file in the run directory, one per progress report, for spreadsheets and plotting
 * scripts. When a run goes on from a checkpoint, rows of later steps are dropped first, so that steps only grow.
 */
@RheoComponent(name = "csv", summary = "Writes training progress to a CSV file in the run directory.")
public final class CsvTracker implements Tracker {
    private static final String HEADER = "step,loss,gradientNorm,learningRate,stepsPerSecond";

    /** What {@code csv} may be told. */
    public record Config(
            @Option(value = "Name of the file within the run directory.", defaultsTo = "progress.csv")
            String file) implements ComponentConfig {
        @Override
        public void check(Problems problems) {
            if (file.isBlank() || file.contains("/") || file.contains("\\") || file.startsWith(".")) {
                problems.error(
                        "file", "\"" + file + "\" is not a plain file name", "write a name such as progress.csv");
            }
        }
    }

    private final Config config;
    private @Nullable Writer writer;

    @Inject
    public CsvTracker(Config config) {
        this.config = config;
    }

    @Override
    public void on(RunEvent event) {
        try {
            if (event instanceof RunEvent.Started started) {
                open(started.directory().resolve(config.file()), started.firstStep());
            } else if (event instanceof RunEvent.Progress progress) {
                write(progress);
            } else if (event instanceof RunEvent.Finished) {
                close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(config.file() + " cannot be written: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() {
        Writer open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException broken) {
                throw new UncheckedIOException(config.file() + " cannot be written: " + broken.getMessage(), broken);
            }
        }
    }

    private void open(Path file, long firstStep) throws IOException {
        close();
        List<String> lines = new ArrayList<>(List.of(HEADER));
        if (firstStep > 0 && Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .skip(1)
                    .filter(line -> isUpTo(firstStep, line))
                    .forEach(lines::add);
        }
        Path whole = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(whole, lines);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    }

    /** Whether a whole line of a step that the checkpoint includes; a line cut off by a crash has fewer cells. */
    private static boolean isUpTo(long step, String line) {
        String[] cells = line.split(",", -1);
        try {
            return cells.length == HEADER.split(",").length && Long.parseLong(cells[0]) <= step;
        } catch (NumberFormatException cutOff) {
            return false;
        }
    }

    private void write(RunEvent.Progress progress) throws IOException {
        Writer open = writer;
        if (open != null) {
            open.write(progress.step() + "," + progress.loss() + "," + progress.gradientNorm() + ","
                    + progress.learningRate() + "," + progress.stepsPerSecond() + "\n");
            open.flush();
        }
    }
}
