package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Interpolation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** 200 real rows of N(0, I) at the time point left out, 100 rows carried there from N((5, 0), I). */
class InterpolationDistanceTest {
    private static final Points ACTUAL = cloud(0, 200, 0);
    private static final Points START = cloud(1, 100, 5);

    @Test
    void comparesWhatTheFlowCarriedWithWhatWasThereAndBothWithStanding() {
        List<Measurement> measured = measure(new Interpolation(0.5, 0.25, START, cloud(1, 100, 1), ACTUAL));
        assertThat(measured)
                .extracting(Measurement::name)
                .containsExactly("interpolation-w1-at-0.500", "interpolation-w2-at-0.500");
        for (Measurement each : measured) {
            assertThat(each.value()).isCloseTo(1, within(0.35)); // n = 100: the noise of such a sample is about 0.25
            assertThat(each.floor()).isBetween(0.1, 0.5);
            assertThat(each.details()).containsEntry("samples", 100.0).containsEntry("from", 0.25);
            assertThat(each.details().get("unmoved")).isCloseTo(5, within(0.35));
        }
        assertThat(measured.get(0).value()).isLessThan(measured.get(1).value()); // W1 ≤ W2
    }

    @Test
    void rowsThatArriveAsTheyAreHaveNoDistance() {
        List<Measurement> measured = measure(new Interpolation(0.5, 0.25, START, ACTUAL.slice(0, 100), ACTUAL));
        assertThat(measured).extracting(Measurement::value).containsExactly(0.0, 0.0);
    }

    @Test
    void aFlowThatDivergedIsSaidTo() {
        float[] values = new float[200];
        values[7] = Float.NaN;
        Interpolation broken = new Interpolation(0.5, 0, START, new Points(values, 100, 2), ACTUAL);
        assertThatThrownBy(() -> measure(broken))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("diverged");
    }

    @Test
    void withoutATimePointLeftOutThereIsNothingToMeasure() {
        assertThatThrownBy(() -> measure()).isInstanceOf(MetricException.class).hasMessageContaining("leaveOut");
    }

    private static List<Measurement> measure(Interpolation... interpolations) {
        return new InterpolationDistance(new InterpolationDistance.Config(2000))
                .measure(new Interpolated(List.of(interpolations)));
    }

    private static Points cloud(long step, int n, double shift) {
        float[] values = new float[2 * n];
        new RandomStreams(9).at("cloud", step).gaussians(0, n, 2, values, 0);
        for (int i = 0; i < n; i++) {
            values[2 * i] += (float) shift;
        }
        return new Points(values, n, 2);
    }

    /** Knows how the flow interpolates, and nothing else. */
    private record Interpolated(List<Interpolation> all) implements Evaluation {
        @Override
        public List<Interpolation> interpolations(int most) {
            return all;
        }

        @Override
        public Rows samples() {
            return Rows.unlabelled(START, SampleShape.of(2));
        }

        @Override
        public Rows heldOut() {
            return samples();
        }

        @Override
        public Rows training() {
            return samples();
        }

        @Override
        public Optional<Rows> floorSample(int count) {
            return Optional.empty();
        }

        @Override
        public Rows reference(int count) {
            return samples();
        }

        @Override
        public FlowTrace flow() {
            throw new AssertionError("not asked for");
        }

        @Override
        public double[] logDensity(Rows rows, Divergence divergence) {
            throw new AssertionError("not asked for");
        }

        @Override
        public OptionalDouble quantum() {
            return OptionalDouble.empty();
        }

        @Override
        public Draws draws(String purpose) {
            return new RandomStreams(1).at(purpose, 0);
        }
    }
}
