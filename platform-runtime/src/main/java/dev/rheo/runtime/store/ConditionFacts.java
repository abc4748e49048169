package dev.rheo.runtime.store;

import java.util.List;

/**
 * What a model keeps of the continuous conditions that it was trained with. A condition c is given to the network as
 * {@code (c − shift) / scale}.
 *
 * @param names one for each condition
 * @param shift one for each condition
 * @param scale one for each condition, never 0
 * @param rows conditions of training rows, row-major, in their own units: what those of samples are drawn from
 * @param labels a class for each of the rows; empty without labels
 * @param tokens how many of the last conditions are tokens
 * @param vocabulary of the tokens, 0 without
 */
public record ConditionFacts(
        List<String> names,
        List<Double> shift,
        List<Double> scale,
        List<Double> rows,
        List<Integer> labels,
        int tokens,
        int vocabulary) {
    /** @throws IllegalArgumentException if the parts do not fit together */
    public ConditionFacts {
        names = List.copyOf(names);
        shift = List.copyOf(shift);
        scale = List.copyOf(scale);
        rows = List.copyOf(rows);
        labels = List.copyOf(labels);
        int count = names.size();
        check(count > 0 && shift.size() == count && scale.size() == count, count + " conditions with " + shift);
        check(scale.stream().allMatch(s -> Double.isFinite(s) && s != 0), "a scale that is 0 or not finite");
        check(!rows.isEmpty() && rows.size() % count == 0, rows.size() + " numbers in rows of " + count);
        check(labels.isEmpty() || labels.size() == rows.size() / count, labels.size() + " labels");
    }

    /** Without tokens. */
    public ConditionFacts(
            List<String> names, List<Double> shift, List<Double> scale, List<Double> rows, List<Integer> labels) {
        this(names, shift, scale, rows, labels, 0, 0);
    }

    private static void check(boolean condition, String wrong) {
        if (!condition) {
            throw new IllegalArgumentException("conditions: " + wrong);
        }
    }
}
