package dev.rheo.plugins.objectives;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.plugins.objectives.FlowMatching.Predict;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.objective.ObjectiveRules;
import dev.rheo.testkit.objective.ObjectiveSubject;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

class ObjectiveConformanceTest extends Conformance<ObjectiveSubject> {
    private static final GaussianPath EXPLODING = new Paths.Exploding();

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
                subject(Predict.VELOCITY, Prediction.VELOCITY, new Paths.Bridge()),
                weighted(Predict.DATA, Prediction.DATA, Weighting.LIKELIHOOD),
                weighted(Predict.VELOCITY, Prediction.VELOCITY, Weighting.MIN_SNR),
                denoising(ScoreMatching.Predict.NOISE, ScoreMatching.Lambda.SIGMA_SQUARED, t -> 1),
                denoising(ScoreMatching.Predict.NOISE, ScoreMatching.Lambda.UNIFORM, t -> 1 / square(EXPLODING.s(t))),
                denoising(ScoreMatching.Predict.SCORE, ScoreMatching.Lambda.POWER, t -> Math.pow(EXPLODING.s(t), 3)),
                denoising(ScoreMatching.Predict.SCORE, ScoreMatching.Lambda.LIKELIHOOD, EXPLODING::diffusion),
                new Subject<>(
                        "score-flow",
                        new ObjectiveSubject(
                                new ScoreFlow(new ScoreFlow.Config(ScoreMatching.Predict.NOISE), EXPLODING),
                                Prediction.NOISE,
                                t -> 0.5 * EXPLODING.diffusion(t) / square(EXPLODING.s(t)))),
                new Subject<>(
                        "ncsn", new ObjectiveSubject(new Ncsn(new Ncsn.Config(2, false), EXPLODING), Prediction.SCORE)),
                new Subject<>(
                        "ncsn of scaled input, every score alike",
                        new ObjectiveSubject(
                                new Ncsn(new Ncsn.Config(0, true), EXPLODING),
                                Prediction.SCORE,
                                t -> 1 / square(EXPLODING.s(t)))),
                new Subject<>(
                        "ddpm",
                        new ObjectiveSubject(
                                new Ddpm(
                                        new Ddpm.Config(Ddpm.Variance.FIXED_LARGE, Ddpm.Weights.SIMPLE, 1e-3),
                                        new Paths.Trigonometric()),
                                Prediction.NOISE)),
                edm(EXPLODING, 0.5),
                edm(new Paths.Trigonometric(), 1));
    }

    private static double square(double x) {
        return x * x;
    }

    private static Subject<ObjectiveSubject> weighted(Predict predict, Prediction prediction, Weighting weighting) {
        GaussianPath path = new Paths.Trigonometric();
        FlowMatching objective = new FlowMatching(new FlowMatching.Config(predict, weighting, 5), path);
        return new Subject<>(
                "flow-matching, " + predict + " weighted by " + weighting,
                new ObjectiveSubject(objective, prediction, t -> weighting.factor(path, prediction, 5, t)));
    }

    private static Subject<ObjectiveSubject> denoising(
            ScoreMatching.Predict predict, ScoreMatching.Lambda lambda, DoubleUnaryOperator weight) {
        ScoreMatching objective = new ScoreMatching(new ScoreMatching.Config(predict, lambda, 3), EXPLODING);
        Prediction prediction = predict == ScoreMatching.Predict.NOISE ? Prediction.NOISE : Prediction.SCORE;
        return new Subject<>(
                "score-matching, " + predict + " weighted by " + lambda,
                new ObjectiveSubject(objective, prediction, weight));
    }

    private static Subject<ObjectiveSubject> edm(GaussianPath path, double sigmaData) {
        return new Subject<>(
                "edm on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(new Edm(new Edm.Config(sigmaData), path), Prediction.DATA));
    }

    private static Subject<ObjectiveSubject> subject(Predict predict, Prediction prediction, GaussianPath path) {
        FlowMatching objective = new FlowMatching(config(predict), path);
        return new Subject<>(
                "flow-matching, " + predict + " on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(objective, prediction));
    }

    private static Subject<ObjectiveSubject> score(GaussianPath path) {
        FlowMatching objective = new FlowMatching(config(Predict.SCORE), path);
        return new Subject<>(
                "flow-matching, SCORE on " + path.getClass().getSimpleName(),
                new ObjectiveSubject(objective, Prediction.SCORE, t -> path.s(t) * path.s(t)));
    }

    private static FlowMatching.Config config(Predict predict) {
        return new FlowMatching.Config(predict, Weighting.USUAL, 5);
    }
}
