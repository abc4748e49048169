package dev.rheo.runtime.track;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.store.MetricsLog;
import java.util.Map;
import java.util.TreeMap;

/** Writes progress and evaluations to {@code metrics.jsonl}. */
public final class MetricsListener implements RunListener {
    private final MetricsLog log;

    public MetricsListener(MetricsLog log) {
        this.log = log;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.Progress progress) {
            log.append(new MetricsLog.Line(
                    progress.step(),
                    "train",
                    Map.of(
                            "loss", progress.loss(),
                            "gradientNorm", progress.gradientNorm(),
                            "learningRate", progress.learningRate(),
                            "stepsPerSecond", progress.stepsPerSecond())));
        } else if (event instanceof CheckpointComing) {
            log.sync();
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            Map<String, Double> values = new TreeMap<>();
            for (Measurement measurement : evaluated.measurements()) {
                values.put(measurement.name(), measurement.value());
            }
            log.append(new MetricsLog.Line(evaluated.step(), "evaluate", values));
            log.flush();
        }
    }
}
