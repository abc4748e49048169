package dev.rheo.api.objective;

import static dev.rheo.api.component.TraitNames.DYNAMICS_DENOISED;
import static dev.rheo.api.component.TraitNames.DYNAMICS_DIVERGENCE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_VELOCITY;
import static dev.rheo.api.component.TraitNames.PATH_ENDPOINTS;
import static dev.rheo.api.component.TraitNames.PATH_SCORE;

import dev.rheo.api.component.Traits;
import java.util.List;

/** The views ({@code dynamics.*}) that trained models have, so that an objective's configuration states them in one line. */
public final class ObjectiveTraits {
    private ObjectiveTraits() {}

    /**
     * One prediction, regressed on the pairs and read by way of the path, see {@link RegressionObjective#dynamics}: the
     * velocity always, and its divergence, datum and score where the path lets them be read. An objective whose velocity is not the
     * conditional expectation of the pairs' velocities (action matching) must not claim the other two.
     */
    public static Traits regression() {
        return Traits.of(DYNAMICS_VELOCITY, DYNAMICS_DIVERGENCE)
                .providesIf(
                        DYNAMICS_DENOISED,
                        List.of(PATH_ENDPOINTS),
                        "the expected datum has to be determined by the state and the one prediction")
                .providesIf(
                        DYNAMICS_SCORE,
                        List.of(PATH_SCORE),
                        "the score has to be determined by the state and the one prediction");
    }
}
