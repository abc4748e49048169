package dev.rheo.runtime.train;

import dev.rheo.api.evaluate.Measurement;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation found.
 *
 * @param measurements all numbers, in manifest order
 * @param leading the first number of each metric, by the metric's name in the manifest; a metric that failed has none
 */
public record Findings(List<Measurement> measurements, Map<String, Measurement> leading) {
    public Findings {
        measurements = List.copyOf(measurements);
        leading = Map.copyOf(leading);
    }
}
