package dev.rheo.plugins.paths;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.plugins.paths.DdpmPath.Schedule;
import dev.rheo.plugins.paths.DiffusivityBridgePath.Profile;
import dev.rheo.plugins.paths.VePath.Form;
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
                polynomial(2, false),
                polynomial(1.5, true),
                vp(0.1, 20),
                vp(12, 1),
                subVp(0.1, 20),
                cosine(0.008),
                ve(0.01, 50, Form.GEOMETRIC),
                ve(0.01, 50, Form.STRICT),
                ve(0.1, 8, Form.STRICT),
                edm(7),
                edm(1),
                ddpm(1000, Schedule.LINEAR),
                ddpm(1000, Schedule.COSINE),
                ddpm(1000, Schedule.QUADRATIC),
                ddpm(137, Schedule.LINEAR),
                ncsn(10, 1),
                ncsn(232, 50),
                bridge(1),
                bridge(0.3),
                diffusivity(1, 0.1, Profile.GEOMETRIC),
                diffusivity(0.5, 0.5, Profile.GEOMETRIC),
                diffusivity(0.2, 1.5, Profile.LINEAR));
    }

    private static Subject<PathSubject> subject(String name, GaussianPath path, ComponentConfig config, Ends ends) {
        return new Subject<>(name, new PathSubject(path, config.traits(), ends));
    }

    private static Subject<PathSubject> linear(double sigma) {
        LinearPath.Config config = new LinearPath.Config(sigma);
        return subject("linear, sigma " + sigma, new LinearPath(config), config, new Ends(0, sigma, sigma));
    }

    private static Subject<PathSubject> condOt(double sigmaMin) {
        CondOtPath.Config config = new CondOtPath.Config(sigmaMin);
        return subject("cond-ot, sigmaMin " + sigmaMin, new CondOtPath(config), config, new Ends(0, 0, sigmaMin));
    }

    private static String sides(boolean oneSided) {
        return oneSided ? "one-sided" : "two-sided";
    }

    private static Subject<PathSubject> trigonometric(boolean oneSided) {
        TrigonometricPath.Config config = new TrigonometricPath.Config(oneSided);
        return subject("trigonometric, " + sides(oneSided), new TrigonometricPath(config), config, Ends.EXACT);
    }

    private static Subject<PathSubject> polynomial(double degree, boolean oneSided) {
        PolynomialPath.Config config = new PolynomialPath.Config(degree, oneSided);
        return subject(
                "polynomial, degree " + degree + ", " + sides(oneSided),
                new PolynomialPath(config),
                config,
                Ends.EXACT);
    }

    private static Subject<PathSubject> vp(double betaMin, double betaMax) {
        VpPath.Config config = new VpPath.Config(new LinearRate(betaMin, betaMax), 1e-3);
        double leakage = Math.exp(-(betaMin + betaMax) / 4);
        return subject("vp, β from " + betaMin + " to " + betaMax, new VpPath(config), config, new Ends(leakage, 0, 0));
    }

    private static Subject<PathSubject> subVp(double betaMin, double betaMax) {
        SubVpPath.Config config = new SubVpPath.Config(new LinearRate(betaMin, betaMax));
        double leakage = Math.exp(-(betaMin + betaMax) / 4);
        return subject(
                "sub-vp, β from " + betaMin + " to " + betaMax, new SubVpPath(config), config, new Ends(leakage, 0, 0));
    }

    private static Subject<PathSubject> cosine(double offset) {
        CosinePath.Config config = new CosinePath.Config(offset, 1e-3);
        return subject("vp-cosine, offset " + offset, new CosinePath(config), config, Ends.EXACT);
    }

    private static Subject<PathSubject> ve(double sigmaMin, double sigmaMax, Form form) {
        VePath.Config config = new VePath.Config(sigmaMin, sigmaMax, form, 1e-5);
        Ends ends = new Ends(1, sigmaMax, 0, form == Form.STRICT ? 0 : sigmaMin);
        return subject(
                "ve, " + form + ", sigma from " + sigmaMax + " to " + sigmaMin, new VePath(config), config, ends);
    }

    private static Subject<PathSubject> edm(double rho) {
        EdmPath.Config config = new EdmPath.Config(0.002, 80, rho);
        return subject("edm, rho " + rho, new EdmPath(config), config, new Ends(1, 80, 0, 0.002));
    }

    private static Subject<PathSubject> ddpm(int steps, Schedule schedule) {
        DdpmPath.Config config = new DdpmPath.Config(steps, schedule, 1e-4, 0.02);
        double leakage = schedule == Schedule.QUADRATIC ? 0.03 : 0.0065;
        return subject("ddpm, " + steps + " steps, " + schedule, new DdpmPath(config), config, new Ends(leakage, 0, 0));
    }

    private static Subject<PathSubject> ncsn(int levels, double sigmaMax) {
        NcsnPath.Config config = new NcsnPath.Config(levels, 0.01, sigmaMax);
        Ends ends = new Ends(1, sigmaMax, 0, 0.01);
        return subject("ncsn, " + levels + " levels from " + sigmaMax, new NcsnPath(config), config, ends);
    }

    private static Subject<PathSubject> bridge(double sigma) {
        SchroedingerBridgePath.Config config = new SchroedingerBridgePath.Config(sigma, 1e-3);
        return subject("schroedinger-bridge, sigma " + sigma, new SchroedingerBridgePath(config), config, Ends.EXACT);
    }

    private static Subject<PathSubject> diffusivity(double source, double data, Profile profile) {
        DiffusivityBridgePath.Config config = new DiffusivityBridgePath.Config(source, data, profile, 1e-3);
        return subject(
                "diffusivity-bridge, " + profile + " from " + source + " to " + data,
                new DiffusivityBridgePath(config),
                config,
                Ends.EXACT);
    }
}
