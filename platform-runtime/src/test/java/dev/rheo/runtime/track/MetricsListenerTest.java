package dev.rheo.runtime.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsListenerTest {
    @TempDir
    Path directory;

    @Test
    void whatWasMeasuredIsOnDiskBeforeACheckpoint() throws IOException {
        Path file = directory.resolve("metrics.jsonl");
        try (MetricsLog log = MetricsLog.resume(new AtomicFiles(Disk.local()), file, 0)) {
            MetricsListener listener = new MetricsListener(log);
            listener.on(new RunEvent.Progress(100, 0.5, 2, 1e-3, 1000));
            assertThat(Files.readString(file)).isEmpty();
            listener.on(new CheckpointComing(100));
            assertThat(Files.readString(file))
                    .isEqualTo("{\"step\":100,\"phase\":\"train\",\"gradientNorm\":2.0,\"learningRate\":0.001,"
                            + "\"loss\":0.5,\"stepsPerSecond\":1000.0}\n");
        }
    }

    @Test
    void anEvaluationIsALineByItself() throws IOException {
        Path file = directory.resolve("metrics.jsonl");
        try (MetricsLog log = MetricsLog.resume(new AtomicFiles(Disk.local()), file, 0)) {
            Measurement measured = new Measurement("mmd", 0.25, Double.NaN, Better.LOWER, Map.of(), "");
            new MetricsListener(log).on(new RunEvent.Evaluated(7, List.of(measured)));
        }
        assertThat(Files.readString(file)).isEqualTo("{\"step\":7,\"phase\":\"evaluate\",\"mmd\":0.25}\n");
    }
}
