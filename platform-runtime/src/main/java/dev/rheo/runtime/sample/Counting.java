package dev.rheo.runtime.sample;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import java.util.Optional;

/** Counts the evaluations of any view. */
final class Counting implements Dynamics {
    private final Dynamics dynamics;
    private long evaluations;

    Counting(Dynamics dynamics) {
        this.dynamics = dynamics;
    }

    long evaluations() {
        return evaluations;
    }

    @Override
    public Field velocity() {
        return counted(dynamics.velocity());
    }

    @Override
    public Optional<Field> score() {
        return dynamics.score().map(this::counted);
    }

    @Override
    public Optional<Field> denoised() {
        return dynamics.denoised().map(this::counted);
    }

    @Override
    public Optional<Field> varianceShare() {
        return dynamics.varianceShare().map(this::counted);
    }

    @Override
    public Optional<GaussianPath> path() {
        return dynamics.path();
    }

    private Field counted(Field field) {
        return (x, t) -> {
            evaluations++;
            return field.at(x, t);
        };
    }
}
