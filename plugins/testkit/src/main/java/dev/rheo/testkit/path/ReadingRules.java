package dev.rheo.testkit.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.path.Affine;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.time.Interval;
import java.util.EnumSet;
import java.util.Set;

/** What can be read from a prediction, and whether the readings are right. */
final class ReadingRules {
    private static final double VANISHING = 1e-3;

    private ReadingRules() {}

    /**
     * A reading is affine, so it holds for a single pair as it does for expectations: from one pair's own values, every
     * reading must give that pair's others. Examined inside and at both ends of the reading's domain; times at which D
     * vanishes are left to P3.
     */
    static void readings(PathSubject subject) {
        GaussianPath path = subject.gaussian();
        Set<Prediction> readable = readable(subject);
        for (Prediction from : Prediction.values()) {
            for (Prediction to : Prediction.values()) {
                boolean expected = readable.contains(from) && readable.contains(to);
                String what = from + " to " + to;
                if (expected) {
                    assertThat(path.identifies(from, to)).as(what).isTrue();
                    examine(subject, from, to);
                } else if (from != to) {
                    assertThat(path.identifies(from, to)).as(what).isFalse();
                    assertThatThrownBy(() -> path.read(from, to, 0.5))
                            .as(what)
                            .isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    private static Set<Prediction> readable(PathSubject subject) {
        if (subject.path().oneSided()) {
            return EnumSet.of(Prediction.VELOCITY, Prediction.DATA, Prediction.NOISE, Prediction.SCORE, Prediction.V);
        }
        return subject.path().noisy()
                ? EnumSet.of(Prediction.VELOCITY)
                : EnumSet.of(Prediction.VELOCITY, Prediction.DATA, Prediction.SOURCE);
    }

    private static void examine(PathSubject subject, Prediction from, Prediction to) {
        GaussianPath path = subject.gaussian();
        Interval domain = path.domain(from, to);
        for (int i = 0; i <= 10; i++) {
            double t = domain.from() + 0.1 * i * domain.length();
            double n = subject.ofSource(t);
            double wronskian = path.da(t) * n - path.a(t) * subject.slopeOfSource(t);
            if (from != to && Math.abs(wronskian) < VANISHING) {
                continue;
            }
            Affine reading = path.read(from, to, t);
            assertThat(reading.isFinite())
                    .as(from + " to " + to + " is finite at t = " + t)
                    .isTrue();
            double x = path.a(t) * 0.7 - n * 1.3;
            double given = value(subject, from, t);
            double terms = Math.abs(reading.ofX() * x) + Math.abs(reading.ofPrediction() * given);
            assertThat(reading.apply(x, given))
                    .as(from + " to " + to + " at t = " + t)
                    .isCloseTo(value(subject, to, t), within(1e-9 + 1e-10 * terms));
        }
    }

    /** The value of each prediction for the pair x1 = 0.7, x0 = −1.3. */
    private static double value(PathSubject subject, Prediction prediction, double t) {
        return switch (prediction) {
            case VELOCITY -> subject.gaussian().da(t) * 0.7 - subject.slopeOfSource(t) * 1.3;
            case DATA -> 0.7;
            case NOISE, SOURCE -> -1.3;
            case SCORE -> 1.3 / subject.ofSource(t);
            case V -> -1.3 * subject.gaussian().a(t) - 0.7 * subject.ofSource(t);
        };
    }
}
