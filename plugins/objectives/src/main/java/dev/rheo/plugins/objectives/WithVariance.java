package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import java.util.Optional;

/** The views of a model, and where the variance of its ancestral steps lies. */
record WithVariance(Dynamics dynamics, Field share) implements Dynamics {
    @Override
    public Field velocity() {
        return dynamics.velocity();
    }

    @Override
    public Optional<Field> score() {
        return dynamics.score();
    }

    @Override
    public Optional<Field> denoised() {
        return dynamics.denoised();
    }

    @Override
    public Optional<Field> varianceShare() {
        return Optional.of(share);
    }

    @Override
    public Optional<GaussianPath> path() {
        return dynamics.path();
    }
}
