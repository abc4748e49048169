package dev.rheo.api.data;

import java.util.List;

/**
 * The conditions that a data set gives beside each sample: numbers that samples are asked for by, and that are not part of them.
 * The host standardises them by the training rows, except for tokens, which are whole numbers and stand in the last places.
 *
 * @param names one for each number, all different; empty for data without conditions
 * @param tokens how many of the last numbers are tokens
 * @param vocabulary tokens are in [0, vocabulary); 0 without
 */
public record Conditions(List<String> names, int tokens, int vocabulary) {
    /** Of data without conditions. */
    public static final Conditions NONE = new Conditions(List.of());

    /** Without tokens. */
    public Conditions(List<String> names) {
        this(names, 0, 0);
    }

    /** @throws IllegalArgumentException if two have the same name, or there are not so many tokens */
    public Conditions {
        if (tokens < 0 || tokens > names.size() || (tokens > 0) != (vocabulary > 0)) {
            throw new IllegalArgumentException(
                    tokens + " tokens out of " + vocabulary + " among " + names.size() + " conditions");
        }
        names = List.copyOf(names);
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("conditions with equal names: " + names);
        }
    }

    public boolean none() {
        return names.isEmpty();
    }

    /** Numbers beside each sample, tokens included. */
    public int count() {
        return names.size();
    }

    /** Numbers that are not tokens; they come first. */
    public int continuous() {
        return names.size() - tokens;
    }
}
