package dev.rheo.runtime.manifest.describe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As much of JSON Schema 2020-12 as the generated schema uses; any other keyword is a failure of the test. */
final class JsonSchemaCheck {
    private static final List<String> WITHOUT_MEANING =
            List.of("$schema", "$id", "$defs", "title", "description", "default", "then");

    private final Map<String, Object> root;

    JsonSchemaCheck(Map<String, Object> root) {
        this.root = root;
    }

    /** What is wrong with {@code value}, one line each. */
    List<String> problems(Object value) {
        List<String> problems = new ArrayList<>();
        check(root, value, "", problems);
        return problems;
    }

    private boolean fits(Object schema, Object value) {
        List<String> problems = new ArrayList<>();
        check(map(schema), value, "", problems);
        return problems.isEmpty();
    }

    private void check(Map<String, Object> schema, Object value, String at, List<String> problems) {
        for (Map.Entry<String, Object> keyword : schema.entrySet()) {
            if (!WITHOUT_MEANING.contains(keyword.getKey())) {
                keyword(schema, keyword.getKey(), keyword.getValue(), value, at, problems);
            }
        }
    }

    private void keyword(
            Map<String, Object> schema, String name, Object rule, Object value, String at, List<String> problems) {
        boolean ok = true;
        switch (name) {
            case "$ref" -> check(definition((String) rule), value, at, problems);
            case "type" ->
                ok = rule instanceof List<?> any ? any.stream().anyMatch(t -> is(t, value)) : is(rule, value);
            case "const" -> ok = rule.equals(value);
            case "enum" -> ok = ((List<?>) rule).contains(value);
            case "not" -> ok = !fits(rule, value);
            case "anyOf" -> ok = ((List<?>) rule).stream().anyMatch(one -> fits(one, value));
            case "oneOf" ->
                ok = ((List<?>) rule).stream().filter(one -> fits(one, value)).count() == 1;
            case "allOf" -> ((List<?>) rule).forEach(one -> check(map(one), value, at, problems));
            case "if" -> {
                if (fits(rule, value)) {
                    check(map(schema.get("then")), value, at, problems);
                }
            }
            case "minimum" -> ok = !(value instanceof Number n) || n.doubleValue() >= number(rule);
            case "maximum" -> ok = !(value instanceof Number n) || n.doubleValue() <= number(rule);
            case "exclusiveMinimum" -> ok = !(value instanceof Number n) || n.doubleValue() > number(rule);
            case "exclusiveMaximum" -> ok = !(value instanceof Number n) || n.doubleValue() < number(rule);
            case "minItems" -> ok = !(value instanceof List<?> list) || list.size() >= number(rule);
            case "maxItems" -> ok = !(value instanceof List<?> list) || list.size() <= number(rule);
            case "items" -> {
                if (value instanceof List<?> list) {
                    list.forEach(item -> check(map(rule), item, at + "[]", problems));
                }
            }
            case "required" ->
                ok = !(value instanceof Map<?, ?> m) || m.keySet().containsAll((List<?>) rule);
            case "properties" -> properties(map(rule), value, at, problems);
            case "additionalProperties" -> additional(schema, rule, value, at, problems);
            default -> throw new AssertionError("keyword " + name + " at " + at);
        }
        if (!ok) {
            problems.add(at + ": " + name + " " + rule);
        }
    }

    private void properties(Map<String, Object> rules, Object value, String at, List<String> problems) {
        if (value instanceof Map<?, ?> mapping) {
            mapping.forEach((key, item) -> {
                if (rules.containsKey(key)) {
                    check(map(rules.get(key)), item, at + "." + key, problems);
                }
            });
        }
    }

    private void additional(Map<String, Object> schema, Object rule, Object value, String at, List<String> problems) {
        Map<String, Object> known = schema.containsKey("properties") ? map(schema.get("properties")) : Map.of();
        if (value instanceof Map<?, ?> mapping) {
            mapping.forEach((key, item) -> {
                if (known.containsKey(key)) {
                    return;
                }
                if (rule instanceof Boolean) {
                    problems.add(at + ": unknown " + key);
                } else {
                    check(map(rule), item, at + "." + key, problems);
                }
            });
        }
    }

    private Map<String, Object> definition(String reference) {
        Map<String, Object> definitions = map(root.get("$defs"));
        String name = reference.substring("#/$defs/".length());
        if (!definitions.containsKey(name)) {
            throw new AssertionError("no definition " + name);
        }
        return map(definitions.get(name));
    }

    private static boolean is(Object type, Object value) {
        return switch ((String) type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue());
            default -> throw new AssertionError("type " + type);
        };
    }

    private static double number(Object rule) {
        return ((Number) rule).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object schema) {
        return (Map<String, Object>) schema;
    }
}
