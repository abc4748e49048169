package dev.rheo.runtime.run;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.SolveStatistics;
import dev.rheo.runtime.store.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation found.
 *
 * @param measurements in manifest order
 * @param samples how many were drawn
 * @param cost of drawing them
 */
public record Appraisal(List<Measurement> measurements, int samples, SolveStatistics cost) {
    public Appraisal {
        measurements = List.copyOf(measurements);
    }

    static Appraisal of(Drawn drawn, List<Measurement> measurements) {
        return new Appraisal(measurements, drawn.points().count(), drawn.statistics());
    }

    /** As it stands in {@code evaluation.json}. */
    public Evaluation record() {
        Map<String, Evaluation.Score> scores = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            Double floor = Double.isNaN(measurement.floor()) ? null : measurement.floor();
            scores.put(measurement.name(), new Evaluation.Score(measurement.value(), floor, measurement.details()));
        }
        return new Evaluation(
                scores, new Evaluation.Sampling(samples, cost.evaluations(), cost.steps(), cost.rejected()));
    }
}
