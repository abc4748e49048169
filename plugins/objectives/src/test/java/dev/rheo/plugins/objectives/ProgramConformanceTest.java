package dev.rheo.plugins.objectives;

import dev.rheo.api.objective.Objective;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.objective.ProgramRules;
import dev.rheo.testkit.objective.ProgramSubject;
import java.util.List;

/** Objectives that write their loss themselves. */
class ProgramConformanceTest extends Conformance<ProgramSubject> {
    @Override
    protected List<Rule<ProgramSubject>> rules() {
        return ProgramRules.all();
    }

    @Override
    protected List<Subject<ProgramSubject>> subjects() {
        GaussianPath bridge = new Paths.Bridge();
        GaussianPath straight = new Paths.Straight();
        GaussianPath trigonometric = new Paths.Trigonometric();
        GaussianPath discrete = new Paths.Discrete();
        return List.of(
                subject("sf2m, drift", new Sf2m(new Sf2m.Config(Sf2m.Estimate.DRIFT, 1), bridge), bridge),
                subject("sf2m, noise", new Sf2m(new Sf2m.Config(Sf2m.Estimate.NOISE, 0.5), bridge), bridge),
                subject("action-matching", action(0, false, Trace.EXACT, straight), straight),
                subject("action-matching, entropic", action(0.7, false, Trace.EXACT, bridge), bridge),
                subject("action-matching, hutchinson", action(0.7, false, Trace.HUTCHINSON, bridge), bridge),
                subject("action-matching, unbalanced", action(0, true, Trace.EXACT, trigonometric), trigonometric),
                subject("cnf", cnf(UnrolledMethod.RK4, Trace.EXACT, 0, trigonometric), trigonometric),
                subject("cnf, hutchinson", cnf(UnrolledMethod.EULER, Trace.HUTCHINSON, 0.1, straight), straight),
                subject("cnf, regularised", cnf(UnrolledMethod.MIDPOINT, Trace.EXACT, 0.1, straight), straight),
                subject("implicit-score-matching", implicit(Trace.EXACT, trigonometric), trigonometric),
                subject(
                        "implicit-score-matching, hutchinson",
                        implicit(Trace.HUTCHINSON, trigonometric),
                        trigonometric),
                subject("sliced-score-matching", sliced(trigonometric), trigonometric),
                subject(
                        "ddpm, learned",
                        new Ddpm(new Ddpm.Config(Ddpm.Variance.LEARNED, Ddpm.Weights.ELBO, 1), discrete),
                        discrete));
    }

    private static Objective implicit(Trace trace, GaussianPath path) {
        ByParts.Form form = new ByParts.Form(ByParts.Predict.NOISE, ByParts.Lambda.SIGMA_SQUARED);
        return new ImplicitScoreMatching(
                new ImplicitScoreMatching.Config(form, trace, ByParts.Probe.RADEMACHER, 2), path);
    }

    private static Objective sliced(GaussianPath path) {
        ByParts.Form form = new ByParts.Form(ByParts.Predict.SCORE, ByParts.Lambda.LIKELIHOOD);
        return new SlicedScoreMatching(new SlicedScoreMatching.Config(form, false, ByParts.Probe.GAUSSIAN, 1), path);
    }

    private static Subject<ProgramSubject> subject(String name, Objective objective, GaussianPath path) {
        return new Subject<>(name, new ProgramSubject(objective, path));
    }

    private static Objective action(double sigma, boolean unbalanced, Trace trace, GaussianPath path) {
        return new ActionMatching(new ActionMatching.Config(sigma, unbalanced, trace), path);
    }

    private static Objective cnf(UnrolledMethod method, Trace trace, double regularised, GaussianPath path) {
        return new Cnf(new Cnf.Config(method, 2, trace, regularised, regularised), path);
    }
}
