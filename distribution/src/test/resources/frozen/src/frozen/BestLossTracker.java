package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the smallest reported loss in a file of the run's folder. Called on one thread. */
@RheoComponent(name = "frozen-best", summary = "Writes the smallest loss so far to a file of the run's folder.")
public final class BestLossTracker implements Tracker {
    public record Config(
            @Option(value = "Name of the file within the run's folder.", defaultsTo = "best-loss.txt")
            String file) implements ComponentConfig {}

    private final Config config;
    private Path folder = Path.of("");
    private double best = Double.POSITIVE_INFINITY;

    @Inject
    public BestLossTracker(Config config) {
        this.config = config;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Started started) {
            folder = started.directory();
        } else if (event instanceof RunEvent.Progress progress && progress.loss() < best) {
            best = progress.loss();
            write("step " + progress.step() + " loss " + best + "\n");
        }
    }

    private void write(String line) {
        try {
            Files.writeString(folder.resolve(config.file()), line);
        } catch (IOException e) {
            throw new UncheckedIOException(config.file() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
