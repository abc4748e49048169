package dev.rheo.api.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * One number and what to compare it with.
 *
 * @param name key in {@code evaluation.json}: lower case with hyphens
 * @param value the number
 * @param floor the same number for real data against real data of the same sizes, NaN where there is no such thing
 * @param better which way is better
 * @param details further numbers: sample sizes, parts, spread
 * @param meaning one sentence for reports
 */
public record Measurement(
        String name, double value, double floor, Better better, Map<String, Double> details, String meaning) {
    public enum Better {
        LOWER,
        HIGHER,
        NEITHER
    }

    public Measurement {
        details = java.util.Collections.unmodifiableMap(new TreeMap<>(details));
    }
}
