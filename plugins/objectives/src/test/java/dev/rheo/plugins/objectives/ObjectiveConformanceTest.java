package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.plugins.objectives.FlowMatching.Predict;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.objective.ObjectiveRules;
import dev.rheo.testkit.objective.ObjectiveSubject;
import java.util.List;

class ObjectiveConformanceTest extends Conformance<ObjectiveSubject> {
    @Override
    protected List<Rule<ObjectiveSubject>> rules() {
        return ObjectiveRules.all();
    }

    @Override
    protected List<Subject<ObjectiveSubject>> subjects() {
        return List.of(
                subject(Predict.VELOCITY, Prediction.VELOCITY, new Paths.Straight()),
                subject(Predict.DATA, Prediction.DATA, new Paths.Straight()),
                subject(Predict.VELOCITY, Prediction.VELOCITY, new Paths.Trigonometric()),
                subject(Predict.DATA, Prediction.DATA, new Paths.Trigonometric()),
                subject(Predict.NOISE, Prediction.NOISE, new Paths.Trigonometric()),
                subject(Predict.VELOCITY, Prediction.VELOCITY, new Paths.Bridge()));
    }

    private static Subject<ObjectiveSubject> subject(Predict predict, Prediction prediction, GaussianPath path) {
        FlowMatching objective = new FlowMatching(new FlowMatching.Config(predict), path);
        return new Subject<>(
                "flow-matching, " + predict + " on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(objective, prediction));
    }
}
