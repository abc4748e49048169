package dev.rheo.api.test;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.Traits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examines a component by the rules of its kind, as far as they need nothing that only its author can declare. Found by
 * {@link java.util.ServiceLoader}; the conformance kit has the implementation.
 */
public interface Examiner {
    /**
     * Never throws because of the component.
     *
     * @param traits those of the configuration that it was made with
     * @return one finding for each rule that speaks of it; empty for kinds without rules
     */
    List<Finding> examine(Component component, Traits traits);

    /**
     * What became of one rule.
     *
     * @param rule its id
     * @param statement the property in one sentence
     * @param violation how the component violates it, one line; null if it does not
     */
    record Finding(String rule, String statement, @Nullable String violation) {}
}
