package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** N(0, I) → N(m, diag(s²)) with m = (3, 0), s = (1, 0.5): W2² = 9.25 (n = 1000, so to about 0.3). */
class PathEnergyTest {
    private static final double W2_SQUARED = 9 + 0.25;
    private static final double TOLERANCE = 0.4;

    @Test
    void anOptimalFlowHasNoExcess() {
        List<Measurement> measured = measure(W2_SQUARED, 0);
        assertThat(measured)
                .extracting(Measurement::name)
                .containsExactly("path-energy", "normalised-path-energy", "straightness");
        assertThat(measured.get(0).value()).isEqualTo(W2_SQUARED);
        assertThat(measured.get(0).details().get("w2-squared")).isCloseTo(W2_SQUARED, within(TOLERANCE));
        assertThat(measured.get(1).value()).isLessThan(TOLERANCE / W2_SQUARED);
    }

    @Test
    void theExcessOfTheIndependentLinearPathIsItsClosedForm() {
        // PE = |m|² + Σ (1 + s² − π s / 2), S = (2 − π/2) Σ s
        double energy = 9 + (2 - Math.PI / 2) + (1.25 - Math.PI / 4);
        List<Measurement> measured = measure(energy, (2 - Math.PI / 2) * 1.5);
        assertThat(measured.get(1).value())
                .isCloseTo((energy - W2_SQUARED) / W2_SQUARED, within(TOLERANCE / W2_SQUARED));
        assertThat(measured.get(2).value()).isEqualTo((2 - Math.PI / 2) * 1.5);
    }

    @Test
    void aFlowThatFallsShortIsNotPraised() {
        assertThat(measure(W2_SQUARED / 2, 0).get(1).value()).isCloseTo(0.5, within(TOLERANCE / W2_SQUARED));
    }

    @Test
    void equalSourceAndDataAreRefused() {
        Points points = cloud(0, 0, 1);
        FlowTrace trace = new FlowTrace(points, points, 1, 0, points);
        assertThatThrownBy(() -> metric().measure(FakeEvaluation.of(trace)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("the same points");
    }

    private static List<Measurement> measure(double energy, double straightness) {
        Points data = cloud(1, 3, 0.5);
        return metric().measure(FakeEvaluation.of(new FlowTrace(cloud(0, 0, 1), data, energy, straightness, data)));
    }

    private static PathEnergy metric() {
        return new PathEnergy(new PathEnergy.Config(1000));
    }

    private static Points cloud(long step, double shift, double deviation) {
        float[] values = new float[2 * 1000];
        new RandomStreams(6).at("cloud", step).gaussians(0, 1000, 2, values, 0);
        for (int i = 0; i < 1000; i++) {
            values[2 * i] += (float) shift;
            values[2 * i + 1] *= (float) deviation;
        }
        return new Points(values, 1000, 2);
    }
}
