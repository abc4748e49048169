package dev.rheo.api.optimize;

import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded update rule.
 *
 * @param graph inputs: {@code parameter}, {@code gradient}, {@code learning_rate}, and one per state of {@code states} by
 *     its name; outputs: the new values of {@code assignments}, in order
 * @param assignments done together after every new value is known
 * @param fusedAdam done on its own, with the states {@code first_moment}, {@code second_moment} and {@code step}; or null
 */
public record Update(
        Graph graph,
        List<State> states,
        List<Value> assignments,
        @Nullable Adam fusedAdam) {
    public Update {
        states = List.copyOf(states);
        assignments = List.copyOf(assignments);
    }

    /**
     * What the rule remembers from step to step; part of checkpoints.
     *
     * @param vector as long as θ, else one number
     */
    public record State(String name, boolean vector, double initial) {}
}
