package dev.rheo.api.sample;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.time.Interval;
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
        Interval regular = trained.domain(prediction, to);
        return Optional.of((x, t) -> {
            double inside = regular.clip(t);
            Affine reading = trained.read(prediction, to, inside);
            NDArray out = network.at(x, inside);
            return x.mul(reading.ofX()).addi(out.muli(reading.ofPrediction()));
        });
    }
}
