package dev.rheo.testkit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One property that every component of a kind has.
 *
 * @param id stable, as in the reference: {@code P1}, {@code C4} …
 * @param statement the property in one sentence
 * @param check throws {@link AssertionError} if the property does not hold
 */
public record Rule<T>(String id, String statement, Check<T> check) {
    /** Examines one component. */
    @FunctionalInterface
    public interface Check<T> {
        void examine(T subject);
    }

    /** The ids of the rules that {@code subject} violates; anything that a check throws counts. */
    public static <T> Set<String> violated(List<Rule<T>> rules, T subject) {
        Set<String> ids = new TreeSet<>();
        for (Rule<T> rule : rules) {
            try {
                rule.check.examine(subject);
            } catch (AssertionError | RuntimeException violation) {
                ids.add(rule.id);
            }
        }
        return ids;
    }
}
