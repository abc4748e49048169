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
                subject(Predict.V, Prediction.V, new Paths.Trigonometric()),
                subject(Predict.SOURCE, Prediction.SOURCE, new Paths.Straight()),
                score(new Paths.Trigonometric()),
                subject(Predict.VELOCITY, Prediction.VELOCITY, new Paths.Bridge()));
    }

    private static Subject<ObjectiveSubject> subject(Predict predict, Prediction prediction, GaussianPath path) {
        FlowMatching objective = new FlowMatching(new FlowMatching.Config(predict), path);
        return new Subject<>(
                "flow-matching, " + predict + " on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(objective, prediction));
    }

    private static Subject<ObjectiveSubject> score(GaussianPath path) {
        FlowMatching objective = new FlowMatching(new FlowMatching.Config(Predict.SCORE), path);
        return new Subject<>(
                "flow-matching, SCORE on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(objective, Prediction.SCORE, t -> path.s(t) * path.s(t)));
    }
}
