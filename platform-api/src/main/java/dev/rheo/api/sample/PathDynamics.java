package dev.rheo.api.sample;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import java.util.Optional;

/** Affine readings of one network output; times are clipped to where the reading is regular. */
record PathDynamics(ProbabilityPath trained, Prediction prediction, Field network) implements Dynamics {
    @Override
    public Optional<GaussianPath> path() {
        return trained instanceof GaussianPath gaussian ? Optional.of(gaussian) : Optional.empty();
    }

    @Override
    public Field velocity() {
        return read(Prediction.VELOCITY)
                .orElseThrow(() -> new IllegalStateException("no velocity can be read from " + prediction));
    }

    @Override
    public Optional<Field> score() {
        return read(Prediction.SCORE);
    }

    @Override
    public Optional<Field> denoised() {
        return read(Prediction.DATA);
    }

    private Optional<Field> read(Prediction to) {
        if (!trained.identifies(prediction, to)) {
            return Optional.empty();
        }
        if (prediction == to) {
            return Optional.of(network);
        }
        return Optional.of(
                AffineReading.of(network, trained.domain(prediction, to), t -> trained.read(prediction, to, t)));
    }
}
