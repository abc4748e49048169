package dev.rheo.api.data;

import java.util.List;

/**
 * The continuous conditions that a data set gives beside each sample: numbers that samples are asked for by, and that are not
 * part of them. The host standardises them by the training rows.
 *
 * @param names one for each number, all different; empty for data without conditions
 */
public record Conditions(List<String> names) {
    /** Of data without conditions. */
    public static final Conditions NONE = new Conditions(List.of());

    /** @throws IllegalArgumentException if two have the same name */
    public Conditions {
        names = List.copyOf(names);
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("conditions with equal names: " + names);
        }
    }

    public boolean none() {
        return names.isEmpty();
    }

    /** Numbers beside each sample. */
    public int count() {
        return names.size();
    }
}
