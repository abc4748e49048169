package dev.rheo.testkit;

import dev.rheo.api.component.Component;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Counts what a test shows of a kind's rules with wrong components, each a right one with one thing altered. Registered as a static
 * extension of the test class, through which all its subjects are examined. After the last test it demands that at least three of them
 * violated exactly one rule, and that every rule was violated by some. A run of single tests of the class demands nothing.
 *
 * @param <T> what the rules examine
 */
public final class Zoo<T> implements BeforeTestExecutionCallback, AfterAllCallback {
    private static final int ENOUGH = 3;

    private final Class<? extends Component> kind;
    private final List<Rule<T>> rules;
    private final Map<String, String> exceptions = new LinkedHashMap<>();
    private final List<Set<String>> violations = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> begun = Collections.synchronizedSet(new HashSet<>());

    private Zoo(Class<? extends Component> kind, List<Rule<T>> rules) {
        this.kind = kind;
        this.rules = rules;
    }

    /**
     * A zoo without animals.
     *
     * @param rules those that it proves, each id once
     */
    @SafeVarargs
    public static <T> Zoo<T> of(Class<? extends Component> kind, List<Rule<T>>... rules) {
        List<Rule<T>> all = new ArrayList<>();
        for (List<Rule<T>> list : rules) {
            all.addAll(list);
        }
        return new Zoo<>(kind, List.copyOf(all));
    }

    /** The same, still without animals, and excused from showing a component that violates {@code id}. */
    public Zoo<T> without(String id, String reason) {
        Zoo<T> other = new Zoo<>(kind, rules);
        other.exceptions.putAll(exceptions);
        other.exceptions.put(id, reason);
        return other;
    }

    /** The ids of all rules that {@code subject} violates. */
    public Set<String> violated(T subject) {
        return violated(rules, subject);
    }

    /** The ids of those of {@code rules} that {@code subject} violates. */
    public Set<String> violated(List<Rule<T>> some, T subject) {
        Set<String> ids = Rule.violated(some, subject);
        violations.add(ids);
        return ids;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        begun.add(context.getRequiredTestMethod().toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean whole = AnnotationSupport.findAnnotatedMethods(
                        context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .allMatch(method -> begun.contains(method.toString()));
        if (whole) {
            demand();
        }
    }

    /** Throws if something is missing. */
    void demand() {
        long exact = violations.stream().filter(ids -> ids.size() == 1).count();
        Set<String> uncaught = new TreeSet<>(rules.stream().map(Rule::id).toList());
        violations.forEach(uncaught::removeAll);
        List<String> faults = new ArrayList<>();
        if (exact < ENOUGH) {
            faults.add(
                    "only " + exact + " wrong components are caught by exactly one rule; " + ENOUGH + " are demanded");
        }
        uncaught.stream()
                .filter(id -> !exceptions.containsKey(id))
                .forEach(id -> faults.add("no wrong component is caught by " + id));
        exceptions.keySet().stream()
                .filter(id -> !uncaught.contains(id))
                .forEach(id -> faults.add(id + " catches a wrong component and needs no excuse"));
        if (!faults.isEmpty()) {
            throw new AssertionError("the zoo of " + kind.getSimpleName() + ": " + String.join("; ", faults));
        }
    }
}
