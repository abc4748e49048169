package dev.rheo.runtime.track;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.store.MetricsLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes progress, evaluations and statistics to {@code metrics.jsonl}. */
public final class MetricsListener implements RunListener {
    /** The phase of statistics of parameters. */
    public static final String STATISTICS = "statistics";

    /** The phase of what the coupling does. */
    public static final String COUPLING = "coupling";

    private static final String WEIGHT_RMS = "weightRms";
    private static final String WEIGHT_MAX = "weightMax";
    private static final String GRADIENT_RMS = "gradientRms";
    private static final String GRADIENT_MAX = "gradientMax";

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
        } else if (event instanceof RunEvent.Coupled coupled) {
            log.append(new MetricsLog.Line(coupled.step(), COUPLING, values(coupled)));
        } else if (event instanceof CheckpointComing) {
            log.sync();
        } else if (event instanceof RunEvent.Evaluated evaluated) {
            Map<String, Double> values = new TreeMap<>();
            for (Measurement measurement : evaluated.measurements()) {
                values.put(measurement.name(), measurement.value());
            }
            log.append(new MetricsLog.Line(evaluated.step(), MetricsLog.EVALUATE, values));
            log.flush();
        } else if (event instanceof RunEvent.Statistics statistics) {
            log.append(new MetricsLog.Line(statistics.step(), STATISTICS, values(statistics.parameters())));
        } else if (event instanceof RunEvent.RolledBack back) {
            log.rewind(back.to());
        }
    }

    private static Map<String, Double> values(RunEvent.Coupled coupled) {
        return Map.of(
                "meanCost", coupled.meanCost(),
                "independentCost", coupled.independentCost(),
                "marginalError", coupled.marginalError(),
                "distinctSources", coupled.distinctSources(),
                "distinctData", coupled.distinctData(),
                "meanWeight", coupled.meanWeight(),
                "unconverged", (double) coupled.unconverged(),
                "milliseconds", coupled.milliseconds(),
                "waitMilliseconds", coupled.waitMilliseconds());
    }

    private static Map<String, Double> values(List<ParameterStatistics> parameters) {
        Map<String, Double> values = new TreeMap<>();
        for (ParameterStatistics each : parameters) {
            values.put(each.name() + ":" + WEIGHT_RMS, each.weightRms());
            values.put(each.name() + ":" + WEIGHT_MAX, each.weightMax());
            values.put(each.name() + ":" + GRADIENT_RMS, each.gradientRms());
            values.put(each.name() + ":" + GRADIENT_MAX, each.gradientMax());
        }
        return values;
    }

    /** What a line of the phase {@value #STATISTICS} says, by parameter. */
    public static List<ParameterStatistics> parameters(MetricsLog.Line line) {
        Map<String, Map<String, Double>> numbers = new TreeMap<>();
        line.values().forEach((key, value) -> {
            int colon = key.lastIndexOf(':');
            if (colon > 0) {
                numbers.computeIfAbsent(key.substring(0, colon), name -> new TreeMap<>())
                        .put(key.substring(colon + 1), value);
            }
        });
        List<ParameterStatistics> parameters = new ArrayList<>();
        numbers.forEach((name, of) -> parameters.add(new ParameterStatistics(
                name,
                of.getOrDefault(WEIGHT_RMS, Double.NaN),
                of.getOrDefault(WEIGHT_MAX, Double.NaN),
                of.getOrDefault(GRADIENT_RMS, Double.NaN),
                of.getOrDefault(GRADIENT_MAX, Double.NaN))));
        return parameters;
    }
}
