package dev.rheo.plugins.metrics;

import static dev.rheo.plugins.metrics.MetricsConformanceTest.ENERGY;
import static dev.rheo.plugins.metrics.MetricsConformanceTest.MMD;
import static dev.rheo.plugins.metrics.MetricsConformanceTest.WASSERSTEIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.plugins.metrics.Comparison.Distance;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.metric.FakeEvaluation;
import dev.rheo.testkit.metric.MetricRules;
import dev.rheo.testkit.metric.MetricSubject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every rule for metrics catches the fault it is there for, and no other rule does. */
class MetricRulesProofTest {
    @RegisterExtension
    static final Zoo<MetricSubject> ZOO = Zoo.of(Metric.class, MetricRules.all());

    private static final Distance W2 = (x, y) -> Math.sqrt(Assignment.meanSquaredDistance(x, y));

    private int calls;

    @Test
    void m1CatchesAValueThatNeverComesDownToZero() {
        assertThat(violated(WASSERSTEIN, (x, y) -> Math.max(0.05 * deviation(y), W2.between(x, y))))
                .containsExactly("M1");
    }

    @Test
    void m2CatchesAValueThatDependsOnTheOrder() {
        assertThat(violated(WASSERSTEIN, (x, y) -> W2.between(x, y) * (1 + 0.05 * (skewness(x) - skewness(y)))))
                .containsExactly("M2");
    }

    @Test
    void m3CatchesAShiftThatIsCutOff() {
        Distance wrong = (x, y) -> {
            double limit = 2 * (deviation(x) + deviation(y));
            double shift = mean(x) - mean(y);
            double excess = shift - Math.max(-limit, Math.min(limit, shift));
            return W2.between(map(x, value -> (float) (value - excess)), y);
        };
        assertThat(violated(WASSERSTEIN, wrong)).containsExactly("M3");
    }

    @Test
    void m4CatchesAForgottenFactor() {
        assertThat(violated(ENERGY, (x, y) -> value(ENERGY, x, y) / Math.sqrt(2)))
                .containsExactly("M4");
    }

    @Test
    void m5CatchesValuesThatAreClipped() {
        Distance wrong = (x, y) -> W2.between(map(x, MetricRulesProofTest::clip), map(y, MetricRulesProofTest::clip));
        assertThat(violated(WASSERSTEIN, wrong)).containsExactly("M5");
    }

    @Test
    void m8CatchesAValueThatForgivesMuchNoise() {
        Distance wrong = (x, y) -> {
            double ratio = Math.pow(deviation(x) / deviation(y), 2);
            double far = Math.max(0, Math.max(ratio, 1 / ratio) - 30);
            return value(MMD, x, y) * Math.exp(-far / 10);
        };
        assertThat(violated(MMD, wrong)).containsExactly("M8");
    }

    @Test
    void m9CatchesAFloorOfZero() {
        assertThat(violated(
                        WASSERSTEIN,
                        measurement -> new Measurement(
                                measurement.name(), measurement.value(), 0, measurement.better(), Map.of(), "")))
                .containsExactly("M9");
    }

    @Test
    void m10CatchesAMetricThatRemembers() {
        assertThat(violated(
                        WASSERSTEIN,
                        measurement -> new Measurement(
                                measurement.name(),
                                measurement.value(),
                                measurement.floor(),
                                measurement.better(),
                                Map.of("calls", (double) ++calls),
                                "")))
                .containsExactly("M10");
    }

    @Test
    void mn1CatchesANameThatIsTwoWords() {
        assertThat(beside(new Measurement("W 2", 1, Double.NaN, Measurement.Better.LOWER, Map.of(), "")))
                .containsExactly("MN1");
    }

    @Test
    void mn1CatchesAValueThatIsNoNumber() {
        assertThat(beside(new Measurement("other", Double.NaN, 0, Measurement.Better.LOWER, Map.of(), "")))
                .containsExactly("MN1");
    }

    private static Set<String> beside(Measurement other) {
        Metric metric = evaluation -> List.of(only(WASSERSTEIN, evaluation), other);
        return ZOO.violated(WASSERSTEIN.replacedBy(metric));
    }

    private static Set<String> violated(MetricSubject subject, Distance wrong) {
        Metric metric =
                evaluation -> Comparison.of(evaluation, 2000).measure(subject.measurement(), wrong, Map.of(), "");
        return ZOO.violated(subject.replacedBy(metric));
    }

    private static Set<String> violated(MetricSubject subject, UnaryOperator<Measurement> fault) {
        Metric metric = evaluation -> List.of(fault.apply(only(subject, evaluation)));
        return ZOO.violated(subject.replacedBy(metric));
    }

    private static double value(MetricSubject subject, Points x, Points y) {
        return only(subject, FakeEvaluation.between(x, y)).value();
    }

    private static Measurement only(MetricSubject subject, Evaluation evaluation) {
        return subject.metric().measure(evaluation).get(0);
    }

    private static float clip(float value) {
        return Math.max(-50, Math.min(50, value));
    }

    private static Points map(Points points, FloatMap map) {
        float[] values = points.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = map.of(values[i]);
        }
        return new Points(values, points.count(), points.dimension());
    }

    private static double mean(Points points) {
        double sum = 0;
        for (float value : points.values()) {
            sum += value;
        }
        return sum / points.values().length;
    }

    private static double deviation(Points points) {
        return Math.sqrt(moment(points, 2));
    }

    private static double skewness(Points points) {
        return moment(points, 3) / Math.pow(moment(points, 2), 1.5);
    }

    private static double moment(Points points, int order) {
        double mean = mean(points);
        double sum = 0;
        for (float value : points.values()) {
            sum += Math.pow(value - mean, order);
        }
        return sum / points.values().length;
    }

    @FunctionalInterface
    private interface FloatMap {
        float of(float value);
    }
}
