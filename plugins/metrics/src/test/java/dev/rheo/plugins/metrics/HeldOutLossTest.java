package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeldOutLossTest {
    private static final FakeEvaluation DATA =
            FakeEvaluation.between(new Points(new float[4], 2, 2), new Points(new float[4], 2, 2));

    @Test
    void itIsTheHostsLossOfAsManyPairsAsAskedForAndLessIsBetter() {
        assertThat(new HeldOutLoss(new HeldOutLoss.Config(300)).measure(new WithLoss(2.5)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("held-out-loss");
                    assertThat(found.value()).isEqualTo(2.5);
                    assertThat(found.floor()).isNaN();
                    assertThat(found.better()).isEqualTo(Measurement.Better.LOWER);
                    assertThat(found.details())
                            .isEqualTo(Map.of("standard-error", 0.25, "samples", 300.0, "rows", 40.0));
                });
    }

    @Test
    void aLossThatIsNoNumberIsNoMeasurement() {
        assertThatThrownBy(() -> new HeldOutLoss(new HeldOutLoss.Config(300)).measure(new WithLoss(Double.NaN)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void aHostThatKnowsNoLossSaysSo() {
        assertThatThrownBy(() -> new HeldOutLoss(new HeldOutLoss.Config(300)).measure(DATA))
                .isInstanceOf(MetricException.class)
                .hasMessage("this host does not know the objective's loss");
    }

    private record WithLoss(double loss) implements Evaluation {
        @Override
        public LossEstimate heldOutLoss(int pairs) {
            return new LossEstimate(loss, 0.25, pairs, 40);
        }

        @Override
        public Rows samples() {
            throw new AssertionError("it draws no samples");
        }

        @Override
        public Rows heldOut() {
            return DATA.heldOut();
        }

        @Override
        public Rows training() {
            return DATA.training();
        }

        @Override
        public Optional<Rows> floorSample(int count) {
            return DATA.floorSample(count);
        }

        @Override
        public Rows reference(int count) {
            return DATA.reference(count);
        }

        @Override
        public FlowTrace flow() {
            return DATA.flow();
        }

        @Override
        public double[] logDensity(Rows rows, Divergence divergence) {
            return DATA.logDensity(rows, divergence);
        }

        @Override
        public OptionalDouble quantum() {
            return DATA.quantum();
        }

        @Override
        public Draws draws(String purpose) {
            return DATA.draws(purpose);
        }
    }
}
