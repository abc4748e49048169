package dev.rheo.runtime.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.network.Head;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.path.Affine;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Field;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.program.ModelScript;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how an experiment's velocity is read from its network, in a form that can be written into a program: the
 * path's affine reading of the prediction, its two coefficients fitted as functions of time. An objective may read its
 * network otherwise, so its own dynamics has the last word: they are compared on a made-up network.
 */
final class VelocityReading {
    private static final String HEAD = "out";
    private static final int TIMES = 9;
    private static final double TOLERANCE = 1e-4;
    private static final float[] STATES = {-1.5f, -0.25f, 0.5f, 2f};

    private VelocityReading() {}

    /** Empty if the velocity is not such a reading. Guidance is not part of it. */
    static Optional<ModelScript.Reading> of(Blueprint blueprint, NDManager manager) {
        if (!(blueprint.parts().objective() instanceof RegressionObjective objective)) {
            return Optional.empty();
        }
        List<String> heads =
                blueprint.networkSpec().heads().stream().map(Head::name).toList();
        try {
            return PluginContext.supply(objective, () -> read(objective, heads.indexOf(HEAD)))
                    .filter(reading -> PluginContext.supply(objective, () -> holds(objective, reading, manager)));
        } catch (Throwable e) { // plugin code
            Faults.rethrowIfFatal(e);
            return Optional.empty();
        }
    }

    private static Optional<ModelScript.Reading> read(RegressionObjective objective, int head) {
        ProbabilityPath path = objective.path();
        Prediction prediction = objective.prediction();
        if (head < 0 || !path.identifies(prediction, Prediction.VELOCITY)) {
            return Optional.empty();
        }
        if (prediction == Prediction.VELOCITY) {
            Interval domain = path.domain();
            return Optional.of(new ModelScript.Reading(head, domain.from(), domain.to(), null));
        }
        Interval domain = path.domain(prediction, Prediction.VELOCITY);
        return Polynomials.fit(
                        t -> {
                            Affine reading = path.read(prediction, Prediction.VELOCITY, domain.clip(t));
                            return new double[] {reading.ofX(), reading.ofPrediction()};
                        },
                        domain.from(),
                        domain.to())
                .map(table -> new ModelScript.Reading(head, domain.from(), domain.to(), table));
    }

    private static Field madeUp(String head) {
        if (!head.equals(HEAD)) {
            throw new IllegalArgumentException("the reading is of the head '" + HEAD + "', not of '" + head + "'");
        }
        return (x, t) -> x.sin().addi(t);
    }

    /** Whether the objective's velocity is the path's reading of a network that returns sin(x) + t. */
    private static boolean holds(RegressionObjective objective, ModelScript.Reading reading, NDManager manager) {
        ProbabilityPath path = objective.path();
        Field velocity = objective.dynamics(VelocityReading::madeUp).velocity();
        for (int i = 0; i < TIMES; i++) {
            double t = path.domain().from() + path.domain().length() * i / (TIMES - 1);
            double inside = new Interval(reading.from(), reading.to()).clip(t);
            Affine affine = path.read(objective.prediction(), Prediction.VELOCITY, inside);
            try (NDManager scope = manager.newSubManager()) {
                NDArray x = scope.create(STATES);
                float[] actual = velocity.at(x, t).toFloatArray();
                for (int k = 0; k < STATES.length; k++) {
                    double expected = affine.apply(STATES[k], Math.sin(STATES[k]) + inside);
                    if (!(Math.abs(actual[k] - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
