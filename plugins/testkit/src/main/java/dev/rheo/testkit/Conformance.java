package dev.rheo.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the rules of a kind against components, one flat test per component and rule that speaks of it.
 *
 * @param <T> what the rules of the kind examine
 */
public abstract class Conformance<T> {
    /**
     * A component under test.
     *
     * @param name shown in the test's name
     */
    public record Subject<T>(String name, T component) {}

    /** The rules of the kind. */
    protected abstract List<Rule<T>> rules();

    /** The components to examine, usually one per configuration worth telling apart. */
    protected abstract List<Subject<T>> subjects();

    @TestFactory
    Stream<DynamicTest> conformance() {
        return subjects().stream().flatMap(subject -> rules().stream()
                .filter(rule -> rule.applies().test(subject.component()))
                .map(rule -> DynamicTest.dynamicTest(
                        rule.id() + " " + subject.name() + ": " + rule.statement(),
                        () -> rule.check().examine(subject.component()))));
    }
}
