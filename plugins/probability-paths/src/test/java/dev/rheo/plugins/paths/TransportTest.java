package dev.rheo.plugins.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.testkit.oracle.AffineMarginal;
import dev.rheo.testkit.oracle.Gaussian;
import dev.rheo.testkit.oracle.GaussianMixture;
import dev.rheo.testkit.path.PathSubject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * In one dimension the exact flow of every path is the monotone map from source to data, F_1⁻¹(F_0(x)). The exact velocity of
 * a Gaussian mixture, followed from a standard normal source by 1500 Runge-Kutta steps, lands there, for every path alike.
 */
class TransportTest {
    private static final GaussianMixture SOURCE = GaussianMixture.of(Gaussian.standard(1));
    private static final GaussianMixture DATA = new GaussianMixture(
            new double[] {0.4, 0.6},
            List.of(Gaussian.isotropic(new double[] {-1.1}, 0.16), Gaussian.isotropic(new double[] {0.9}, 0.36)));
    private static final int STEPS = 1500;

    @TestFactory
    Stream<DynamicTest> theFlowOfEveryPathIsTheMonotoneMap() {
        return new PathConformanceTest()
                .subjects().stream().map(subject -> dynamicTest(subject.name(), () -> carries(subject.component())));
    }

    private static void carries(PathSubject subject) {
        GaussianPath path = (GaussianPath) subject.path();
        double begin = path.domain().from();
        double end = path.domain().to();
        // What the path leaves: noise at either end, and the datum at the start, in units of the source.
        double left = path.s(end) + subject.ends().leakage() / path.sourceScale();
        double blurred = path.oneSided() ? 0 : path.s(begin);
        for (double start : new double[] {-1.8, -0.6, 0.1, 1.3}) {
            double x = path.sourceScale() * start;
            double h = (end - begin) / STEPS;
            for (int i = 0; i < STEPS; i++) {
                x = step(path, x, begin + i * h, h);
            }
            assertThat(x).as("from " + start).isCloseTo(quantile(start), within(0.01 + 2 * left + blurred));
        }
    }

    private static double step(GaussianPath path, double x, double t, double h) {
        double k1 = velocity(path, x, t);
        double k2 = velocity(path, x + h / 2 * k1, t + h / 2);
        double k3 = velocity(path, x + h / 2 * k2, t + h / 2);
        double k4 = velocity(path, x + h * k3, Math.min(t + h, path.domain().to()));
        return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }

    private static double velocity(GaussianPath path, double x, double t) {
        AffineMarginal marginal = AffineMarginal.of(path, SOURCE, DATA, t);
        double ofNoise = path.oneSided() ? 0 : path.ds(t);
        return marginal.velocity(path.da(t), path.dn(t), ofNoise, new double[] {x})[0];
    }

    /** The x with F_1(x) = Φ(z), by bisection of ∫ p_1 by the midpoint rule with 4000 points on [−6, 6]. */
    private static double quantile(double z) {
        double wanted = mass(SOURCE, z);
        double below = -6;
        double above = 6;
        while (above - below > 1e-4) {
            double middle = (below + above) / 2;
            if (mass(DATA, middle) < wanted) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return (below + above) / 2;
    }

    private static double mass(GaussianMixture law, double until) {
        int n = 4000;
        double h = (until + 6) / n;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += h * Math.exp(law.logDensity(new double[] {-6 + (i + 0.5) * h}));
        }
        return sum;
    }
}
