package dev.rheo.runtime.model;

import dev.rheo.runtime.store.Environment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's parameters come from.
 *
 * @param experiment its name
 * @param run the run's id
 * @param seed of the run
 * @param step training steps done
 * @param average decay of the moving average that the parameters are; null for θ itself
 * @param parameterHash {@link dev.rheo.runtime.store.ParameterHash} of the parameters
 * @param environment what the run was computed with; null if that is not known
 */
public record Provenance(
        int formatVersion,
        String experiment,
        String run,
        long seed,
        long step,
        @Nullable Double average,
        String parameterHash,
        @Nullable Environment environment) {
    public static final int VERSION = 1;

    public Provenance {
        Objects.requireNonNull(parameterHash);
    }
}
