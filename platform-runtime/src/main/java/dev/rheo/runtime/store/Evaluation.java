package dev.rheo.runtime.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code evaluation.json}: {@code {"formatVersion": 1, metric: {"value": …, "floor": …, …}, …}}, metrics in the order of the
 * manifest. What is not finite stands there as the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
public record Evaluation(Map<String, Score> scores) {
    static final int VERSION = 1;

    public Evaluation {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        if (scores.containsKey(JsonFiles.VERSION)) {
            throw new IllegalArgumentException("no metric can be called " + JsonFiles.VERSION);
        }
    }

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
        return content;
    }

    /** @throws IllegalArgumentException if a metric is not an object of numbers */
    static Evaluation of(JsonNode content) {
        Map<String, Score> scores = new LinkedHashMap<>();
        content.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode score) {
                scores.put(entry.getKey(), score(score));
            }
        });
        return new Evaluation(scores);
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
