package dev.rheo.plugins.paths;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.path.PathRules;
import dev.rheo.testkit.path.PathSubject;
import dev.rheo.testkit.path.PathSubject.Ends;
import java.util.List;

class PathConformanceTest extends Conformance<PathSubject> {
    @Override
    protected List<Rule<PathSubject>> rules() {
        return PathRules.all();
    }

    @Override
    protected List<Subject<PathSubject>> subjects() {
        return List.of(
                linear(0),
                linear(0.1),
                condOt(0),
                condOt(0.01),
                trigonometric(false),
                trigonometric(true),
                vp(0.1, 20),
                vp(1, 12),
                bridge(1),
                bridge(0.3));
    }

    private static Subject<PathSubject> linear(double sigma) {
        LinearPath.Config config = new LinearPath.Config(sigma);
        return new Subject<>(
                "linear, sigma " + sigma,
                new PathSubject(new LinearPath(config), config.traits(), new Ends(0, sigma, sigma)));
    }

    private static Subject<PathSubject> condOt(double sigmaMin) {
        CondOtPath.Config config = new CondOtPath.Config(sigmaMin);
        return new Subject<>(
                "cond-ot, sigmaMin " + sigmaMin,
                new PathSubject(new CondOtPath(config), config.traits(), new Ends(0, 0, sigmaMin)));
    }

    private static Subject<PathSubject> trigonometric(boolean oneSided) {
        TrigonometricPath.Config config = new TrigonometricPath.Config(oneSided);
        return new Subject<>(
                "trigonometric, " + (oneSided ? "one-sided" : "two-sided"),
                new PathSubject(new TrigonometricPath(config), config.traits()));
    }

    private static Subject<PathSubject> vp(double betaMin, double betaMax) {
        VpPath.Config config = new VpPath.Config(betaMin, betaMax, 1e-3);
        double leakage = Math.exp(-(betaMin + betaMax) / 4);
        return new Subject<>(
                "vp, β from " + betaMin + " to " + betaMax,
                new PathSubject(new VpPath(config), config.traits(), new Ends(leakage, 0, 0)));
    }

    private static Subject<PathSubject> bridge(double sigma) {
        SchroedingerBridgePath.Config config = new SchroedingerBridgePath.Config(sigma, 1e-3);
        return new Subject<>(
                "schroedinger-bridge, sigma " + sigma,
                new PathSubject(new SchroedingerBridgePath(config), config.traits()));
    }
}
