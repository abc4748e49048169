package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.GaussianPath;
import java.util.function.DoubleUnaryOperator;

/** Rules on the functions of a double that make up a Gaussian path. */
final class FunctionRules {
    private static final double STEP = 1e-6;
    private static final double X1 = 0.7;
    private static final double X0 = -1.3;

    private FunctionRules() {}

    static double slope(DoubleUnaryOperator f, double t) {
        return (f.applyAsDouble(t + STEP) - f.applyAsDouble(t - STEP)) / (2 * STEP);
    }

    private static void same(double actual, double expected, double relative, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(relative * (1 + Math.abs(expected))));
    }

    static void ends(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        double leakage = subject.ends().leakage();
        same(path.a(1), 1, 1e-9, "a(1)");
        same(path.b(1), 0, 1e-9, "b(1)");
        same(path.s(1), subject.ends().noiseAtData(), 1e-9, "s(1)");
        assertThat(Math.abs(path.a(0))).as("|a(0)|").isLessThanOrEqualTo(leakage + 1e-9);
        double scale = subject.ends().scaleAtSource();
        double beside = leakage / scale;
        // A path that preserves variance and leaks a(0) has n(0) = √(1 − a(0)²).
        assertThat(subject.ofSource(0) / scale)
                .as("coefficient of x0 at t = 0, in units of " + scale)
                .isCloseTo(1, within(beside * beside + 1e-9));
        if (!path.oneSided()) {
            same(path.s(0), subject.ends().noiseAtSource(), 1e-9, "s(0)");
        }
    }

    static void derivatives(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        for (double t : subject.times()) {
            same(path.da(t), slope(path::a, t), 1e-6, "a'(" + t + ")");
            same(path.db(t), slope(path::b, t), 1e-6, "b'(" + t + ")");
            same(path.ds(t), slope(path::s, t), 1e-6, "s'(" + t + ")");
            double wronskian = path.da(t) * subject.ofSource(t) - path.a(t) * subject.slopeOfSource(t);
            assertThat(wronskian).as("D(" + t + ")").isPositive();
            same(path.wronskian(t), wronskian, 1e-9, "wronskian(" + t + ")");
        }
    }

    static void score(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        for (double t : subject.times()) {
            double mean = path.a(t) * X1 + path.b(t) * X0;
            double s = path.s(t);
            for (double z : new double[] {-1.3, 0.4}) {
                double x = mean + s * z;
                double h = 1e-4 * s; // central differences of a quadratic are exact, rounding aside
                double gradient = (logNormal(x + h, mean, s) - logNormal(x - h, mean, s)) / (2 * h);
                same(path.conditionalScore(x, X0, X1, t), gradient, 1e-6, "score at t = " + t);
            }
        }
    }

    private static double logNormal(double x, double mean, double s) {
        double z = (x - mean) / s;
        return -0.5 * z * z - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
    }

    /** g² = −2 s s' + 2 (a'/a) s², and f − g²/2 · score = −u with f = −(a'/a) x, in diffusion time. */
    static void diffusion(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        for (double t : subject.times()) {
            double s = path.s(t);
            double rate = path.da(t) / path.a(t);
            double g2 = path.diffusion(t);
            same(g2, -2 * s * path.ds(t) + 2 * rate * s * s, 1e-9, "g²(" + t + ")");
            double x = path.a(t) * X1 + s * X0;
            double velocity = path.da(t) * X1 + path.ds(t) * X0;
            double score = -X0 / s;
            same(-rate * x - g2 / 2 * score, -velocity, 1e-9, "probability flow at t = " + t);
        }
    }

    /**
     * Of the bridge of dx = g dw with a = F/V, F = ∫ g² and V = F(1): g² = V a', u + g²/2 · score = g² (x1 − x)/(V − F) and
     * u − g²/2 · score = g² (x − x0)/F, u by differences at fixed noise. Where a = t, V is σ².
     */
    static void bridge(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        double middle = path.domain().middle();
        double variance = path.s(middle) * path.s(middle) / (path.a(middle) * path.b(middle));
        double eps = 0.9;
        for (double t : subject.times()) {
            DoubleUnaryOperator state = r -> path.a(r) * X1 + path.b(r) * X0 + path.s(r) * eps;
            double x = state.applyAsDouble(t);
            double velocity = slope(state, t);
            double rate = slope(path::a, t);
            double pull = variance * rate / 2 * (-eps / path.s(t));
            same(velocity + pull, rate * (X1 - x) / (1 - path.a(t)), 1e-6, "forward drift at t = " + t);
            same(velocity - pull, rate * (x - X0) / path.a(t), 1e-6, "backward drift at t = " + t);
        }
    }

    /** timeOfLogSnr(logSnr(t)) = t inside, the ends of the domain beyond them, and logSnr grows. */
    static void signalToNoise(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        double before = Double.NEGATIVE_INFINITY;
        for (double t : subject.times()) {
            double n = subject.ofSource(t);
            double logSnr = path.logSnr(t);
            same(logSnr, Math.log(path.a(t) * path.a(t) / (n * n)), 1e-9, "logSnr(" + t + ")");
            assertThat(logSnr).as("logSnr(" + t + ") grows").isGreaterThan(before);
            same(path.timeOfLogSnr(logSnr), t, 1e-9, "timeOfLogSnr(logSnr(" + t + "))");
            before = logSnr;
        }
        same(path.timeOfLogSnr(Double.NEGATIVE_INFINITY), path.domain().from(), 1e-12, "time of no signal");
        same(path.timeOfLogSnr(Double.POSITIVE_INFINITY), path.domain().to(), 1e-12, "time of no noise");
    }
}
