package dev.rheo.runtime.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One metric of the evaluation.
 *
 * @param name the metric's name
 * @param value may be NaN or infinite, and is then shown so
 * @param floor the same metric between two samples of real data of the same sizes; empty where it has no meaning
 * @param extra further numbers of the same metric by name, in the order to show
 * @param samples how many generated rows took part, 0 if it does not apply
 * @param references how many real rows took part, 0 if it does not apply
 * @param explanation a sentence on how to read the value, may be empty
 */
public record MetricRow(
        String name,
        double value,
        OptionalDouble floor,
        Map<String, Double> extra,
        int samples,
        int references,
        String explanation) {
    public MetricRow {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** {@code value / floor}; empty without a positive floor. */
    public OptionalDouble ratio() {
        return floor.isPresent() && floor.getAsDouble() > 0
                ? OptionalDouble.of(value / floor.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Sample sizes for a table cell: {@code 2000}, {@code 2000 / 500}, or empty. */
    String sizes() {
        if (samples == references || references == 0) {
            return samples == 0 ? "" : Integer.toString(samples);
        }
        return samples == 0 ? Integer.toString(references) : samples + " / " + references;
    }
}
