package dev.rheo.runtime.run;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.report.MetricRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Measurements as rows of tables. */
public final class Measurements {
    private static final String SAMPLES = "samples";
    private static final String REFERENCES = "references";

    private Measurements() {}

    public static List<MetricRow> rows(List<Measurement> measurements) {
        return measurements.stream().map(Measurements::row).toList();
    }

    private static MetricRow row(Measurement measurement) {
        Map<String, Double> extra = new LinkedHashMap<>(measurement.details());
        Double samples = extra.remove(SAMPLES);
        Double references = extra.remove(REFERENCES);
        return new MetricRow(
                measurement.name(),
                measurement.value(),
                Double.isNaN(measurement.floor()) ? OptionalDouble.empty() : OptionalDouble.of(measurement.floor()),
                extra,
                samples == null ? 0 : samples.intValue(),
                references == null ? 0 : references.intValue(),
                measurement.meaning());
    }
}
