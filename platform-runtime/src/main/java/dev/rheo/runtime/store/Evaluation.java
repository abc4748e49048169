package dev.rheo.runtime.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code evaluation.json}: {@code {"formatVersion": 1, metric: {"value": …, "floor": …, …}, …, "sampling": {…}}}, metrics
 * in the order of the manifest. What is not finite stands there as the text {@code "NaN"}, {@code "Infinity"} or {@code
 * "-Infinity"}.
 *
 * @param sampling what drawing the samples cost, null if that was not recorded
 */
public record Evaluation(
        Map<String, Score> scores, @Nullable Sampling sampling) {
    static final int VERSION = 1;

    private static final String SAMPLING = "sampling";

    public Evaluation {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        for (String taken : List.of(JsonFiles.VERSION, SAMPLING)) {
            if (scores.containsKey(taken)) {
                throw new IllegalArgumentException("no metric can be called " + taken);
            }
        }
    }

    /**
     * What the samples cost.
     *
     * @param samples how many
     * @param evaluations calls of the network
     * @param steps accepted steps of the solver
     * @param rejected steps that were tried and thrown away
     */
    public record Sampling(long samples, long evaluations, long steps, long rejected) {}

    /**
     * What one metric found.
     *
     * @param floor the same metric between two samples of real data, null where there is none
     * @param details further numbers by name, written beside the two
     */
    public record Score(double value, @Nullable Double floor, Map<String, Double> details) {
        public Score {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
            if (details.containsKey("value") || details.containsKey("floor")) {
                throw new IllegalArgumentException("value and floor are no details");
            }
        }

        Map<String, Double> content() {
            Map<String, Double> content = new LinkedHashMap<>();
            content.put("value", value);
            if (floor != null) {
                content.put("floor", floor);
            }
            content.putAll(details);
            return content;
        }
    }

    /** What the file holds; also fit for {@code --json}. */
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(JsonFiles.VERSION, VERSION);
        scores.forEach((metric, score) -> content.put(metric, score.content()));
        if (sampling != null) {
            content.put(SAMPLING, sampling);
        }
        return content;
    }

    /** @throws IllegalArgumentException if a metric is not an object of numbers */
    static Evaluation of(JsonNode content) {
        Map<String, Score> scores = new LinkedHashMap<>();
        content.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode score && !entry.getKey().equals(SAMPLING)) {
                scores.put(entry.getKey(), score(score));
            }
        });
        return new Evaluation(scores, content.get(SAMPLING) instanceof ObjectNode cost ? sampling(cost) : null);
    }

    private static Sampling sampling(ObjectNode node) {
        return new Sampling(
                node.path("samples").asLong(),
                node.path("evaluations").asLong(),
                node.path("steps").asLong(),
                node.path("rejected").asLong());
    }

    private static Score score(ObjectNode node) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        node.properties().forEach(entry -> numbers.put(entry.getKey(), number(entry.getValue())));
        Double value = numbers.remove("value");
        Double floor = numbers.remove("floor");
        if (value == null) {
            throw new IllegalArgumentException("a metric without a value");
        }
        return new Score(value, floor, numbers);
    }

    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.isString() ? node.stringValue() : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException(node + " where a number is expected");
        };
    }
}
