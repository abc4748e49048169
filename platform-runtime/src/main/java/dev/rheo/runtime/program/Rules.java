package dev.rheo.runtime.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The derivative rules by operation: a rule of its own, or a definition in simpler operations. Immutable. */
public final class Rules {
    private final Map<String, Rule> rules;
    private final Map<String, Definition> definitions;

    private Rules(Map<String, Rule> rules, Map<String, Definition> definitions) {
        this.rules = Map.copyOf(rules);
        this.definitions = Map.copyOf(definitions);
    }

    /** Every rule of the platform. */
    public static Rules standard() {
        Map<String, Rule> rules = new HashMap<>();
        Map<String, Definition> definitions = new HashMap<>();
        ElementwiseRules.addTo(rules, definitions);
        ActivationRules.addTo(rules, definitions);
        RearrangingRules.addTo(rules);
        ReductionRules.addTo(rules, definitions);
        DenseRules.addTo(rules);
        SpatialRules.addTo(rules, definitions);
        NormRules.addTo(rules, definitions);
        return new Rules(rules, definitions);
    }

    /** These rules with one replaced. */
    Rules with(String operation, Rule rule) {
        Map<String, Rule> changed = new HashMap<>(rules);
        Map<String, Definition> others = new HashMap<>(definitions);
        changed.put(operation, rule);
        others.remove(operation);
        return new Rules(changed, others);
    }

    /** These rules without one: programs that need it fall back to torch.autograd. */
    Rules without(String operation) {
        Map<String, Rule> changed = new HashMap<>(rules);
        Map<String, Definition> others = new HashMap<>(definitions);
        changed.remove(operation);
        others.remove(operation);
        return new Rules(changed, others);
    }

    Rule rule(String operation) {
        Rule rule = rules.get(operation);
        if (rule == null) {
            throw new NoDerivativeException(operation);
        }
        return rule;
    }

    @Nullable
    Definition definition(String operation) {
        return definitions.get(operation);
    }

    /** Names of all operations that can be differentiated. */
    Set<String> operations() {
        Set<String> all = new java.util.TreeSet<>(rules.keySet());
        all.addAll(definitions.keySet());
        return all;
    }
}
