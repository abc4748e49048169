package dev.rheo.api.test;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.Traits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * As {@link #examine(Component, Traits)}, with rules that need more than the one component.
     *
     * @param workbench on which the component was made
     */
    default List<Finding> examine(Component component, Traits traits, Workbench workbench) {
        return examine(component, traits);
    }

    /** Makes more like the component that is examined. */
    interface Workbench {
        /**
         * Another one, with some options other than their defaults.
         *
         * @param options numbers, booleans or texts by the names of options
         * @return empty if it has no such options, or refuses the values
         * @throws RuntimeException if its constructor fails
         */
        Optional<Component> with(Map<String, Object> options);

        /** What the component was made with, or would have been if its constructor had asked. */
        <K extends Component> Optional<K> companion(Class<K> kind);
    }

    /**
     * What became of one rule.
     *
     * @param rule its id
     * @param statement the property in one sentence
     * @param violation how the component violates it, one line; null if it does not
     * @param status {@code required}, {@code optional} where the component claims or promises what the rule is about, or
     *     {@code stochastic} with the number of draws and the rate of false alarms; empty if nobody said
     */
    record Finding(String rule, String statement, @Nullable String violation, String status) {
        /** Of a rule without a status. */
        public Finding(String rule, String statement, @Nullable String violation) {
            this(rule, statement, violation, "");
        }
    }
}
