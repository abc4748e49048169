package dev.rheo.testkit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One property that every component of a kind has.
 *
 * @param id stable, as in the reference: {@code P1}, {@code C4} …
 * @param statement the property in one sentence
 * @param status whom it binds, and how sure its verdict is
 * @param applies whether the property speaks of a component at all; it is not examined otherwise
 * @param check throws {@link AssertionError} if the property does not hold
 */
public record Rule<T>(String id, String statement, Status status, Predicate<T> applies, Check<T> check) {
    /** A required rule that speaks of some components of the kind. */
    public Rule(String id, String statement, Predicate<T> applies, Check<T> check) {
        this(id, statement, Status.REQUIRED, applies, check);
    }

    /** A rule that speaks of every component of the kind. */
    public Rule(String id, String statement, Status status, Check<T> check) {
        this(id, statement, status, subject -> true, check);
    }

    /** A required rule that speaks of every component of the kind. */
    public Rule(String id, String statement, Check<T> check) {
        this(id, statement, Status.REQUIRED, subject -> true, check);
    }

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
                if (rule.applies.test(subject)) {
                    rule.check.examine(subject);
                }
            } catch (AssertionError | RuntimeException violation) {
                ids.add(rule.id);
            }
        }
        return ids;
    }
}
