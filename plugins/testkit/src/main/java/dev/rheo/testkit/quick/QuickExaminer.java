package dev.rheo.testkit.quick;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.Traits;
import dev.rheo.api.test.Examiner;
import dev.rheo.testkit.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Examines components with what can be known of them from outside. Rules about what only an author can declare (the ends of a
 * path, the reference of an optimizer, a metric's closed form) are left to the component's own conformance test.
 */
public final class QuickExaminer implements Examiner {
    private static final int LONGEST = 300;

    /** Without a workbench: rules that need another component like it, or its companions, are left out. */
    @Override
    public List<Finding> examine(Component component, Traits traits) {
        return examine(component, traits, new Bare());
    }

    @Override
    public List<Finding> examine(Component component, Traits traits, Workbench workbench) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Subjects.Examination<?> examination : Subjects.of(component, traits, workbench)) {
                examine(examination, findings);
            }
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) { // plugin code
            findings.add(new Finding("", "the component can be asked about itself", line(e)));
        }
        return findings;
    }

    private static <T> void examine(Subjects.Examination<T> examination, List<Finding> findings) {
        Set<String> left = examination.leftOut();
        for (Rule<T> rule : examination.rules()) {
            if (!left.contains(rule.id())) {
                examine(rule, examination.subject(), findings);
            }
        }
    }

    private static <T> void examine(Rule<T> rule, T subject, List<Finding> findings) {
        try {
            if (rule.applies().test(subject)) {
                rule.check().examine(subject);
                findings.add(new Finding(
                        rule.id(), rule.statement(), null, rule.status().text()));
            }
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) { // plugin code, and violations
            findings.add(new Finding(
                    rule.id(), rule.statement(), line(e), rule.status().text()));
        }
    }

    /** Nothing but the component. */
    private static final class Bare implements Workbench {
        @Override
        public Optional<Component> with(Map<String, Object> options) {
            return Optional.empty();
        }

        @Override
        public <K extends Component> Optional<K> companion(Class<K> kind) {
            return Optional.empty();
        }
    }

    /** What AssertJ says in several lines, in one. */
    private static String line(Throwable thrown) {
        String message = thrown.getMessage();
        String text = message == null || message.isBlank()
                ? ""
                : message.replaceAll("\\s+", " ").strip();
        if (!(thrown instanceof AssertionError)) {
            text = thrown.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
