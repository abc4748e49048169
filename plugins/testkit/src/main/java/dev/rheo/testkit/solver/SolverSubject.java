package dev.rheo.testkit.solver;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.Solver;

/**
 * A solver, and what its configuration says of it.
 *
 * @param traits those of the configuration that the solver was made with
 */
public record SolverSubject(Solver solver, Traits traits) {
    public SolverSubject(Solver solver, ComponentConfig config) {
        this(solver, config.traits());
    }

    boolean provides(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }
}
