package dev.rheo.runtime.export;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.network.Head;
import dev.rheo.api.objective.Objective;
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
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * Finds out how an experiment's velocity is read from its network, in a form that can be written into a program: the
 * path's affine reading of the prediction, its two coefficients fitted as functions of time. An objective may read its
 * network otherwise, so its own dynamics has the last word: they are compared on a made-up network. Of an objective that is no
 * regression the velocity may be one of the heads.
 */
final class VelocityReading {
    private static final String HEAD = "out";
    private static final int TIMES = 9;
    private static final double TOLERANCE = 1e-4;
    private static final float[] STATES = {-1.5f, -0.25f, 0.5f, 2f};

    private VelocityReading() {}

    /** Empty if the velocity is not such a reading. Guidance is not part of it. */
    static Optional<ModelScript.Reading> of(Blueprint blueprint, NDManager manager) {
        Objective objective = blueprint.parts().objective();
        List<String> heads =
                blueprint.networkSpec().heads().stream().map(Head::name).toList();
        try {
            return PluginContext.supply(
                    objective,
                    () -> objective instanceof RegressionObjective regression
                            ? read(regression, heads.indexOf(HEAD))
                                    .filter(reading -> holds(regression, reading, manager))
                            : itself(objective, blueprint.parts().path().domain(), heads, manager));
        } catch (Throwable e) { // plugin code
            Faults.rethrowIfFatal(e);
            return Optional.empty();
        }
    }

    /** Of an objective that is no regression: the head that is its velocity, if one is. */
    private static Optional<ModelScript.Reading> itself(
            Objective objective, Interval domain, List<String> heads, NDManager manager) {
        Field velocity = objective
                .dynamics(head -> (x, t) -> x.sin().addi(t + heads.indexOf(head)))
                .velocity();
        return IntStream.range(0, heads.size())
                .filter(index -> agrees(velocity, domain, (x, t) -> Math.sin(x) + t + index, manager))
                .mapToObj(index -> new ModelScript.Reading(index, domain.from(), domain.to(), null))
                .findFirst();
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
        Interval regular = new Interval(reading.from(), reading.to());
        Field velocity = objective.dynamics(VelocityReading::madeUp).velocity();
        return agrees(
                velocity,
                path.domain(),
                (x, t) -> {
                    double inside = regular.clip(t);
                    Affine affine = path.read(objective.prediction(), Prediction.VELOCITY, inside);
                    return affine.apply(x, Math.sin(x) + inside);
                },
                manager);
    }

    private static boolean agrees(Field velocity, Interval domain, DoubleBinaryOperator expected, NDManager manager) {
        for (int i = 0; i < TIMES; i++) {
            double t = domain.from() + domain.length() * i / (TIMES - 1);
            try (NDManager scope = manager.newSubManager()) {
                NDArray x = scope.create(STATES);
                float[] actual = velocity.at(x, t).toFloatArray();
                for (int k = 0; k < STATES.length; k++) {
                    double value = expected.applyAsDouble(STATES[k], t);
                    if (!(Math.abs(actual[k] - value) <= TOLERANCE * (1 + Math.abs(value)))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
