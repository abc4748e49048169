package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Points;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LikelihoodMetricsTest {
    private static final int ROWS = 50;
    private static final int PIXELS = 4;
    private static final Divergence DIVERGENCE = new Divergence(32, Divergence.Probe.RADEMACHER, 1);

    /** Pixels of 8 bits, v · step + first. */
    private static Points pixels(double step, double first) {
        Draws draws = new RandomStreams(3).at("pixels", 0);
        float[] values = new float[ROWS * PIXELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (first + step * draws.integer(i, 0, 256));
        }
        return new Points(values, ROWS, PIXELS);
    }

    private static double bits(FakeEvaluation evaluation, double step) {
        BitsPerDimension metric = new BitsPerDimension(new BitsPerDimension.Config(step, 1000, DIVERGENCE));
        return metric.measure(evaluation).get(0).value();
    }

    private static FakeEvaluation evaluation(Points rows, ToDoubleFunction<float[]> density) {
        return FakeEvaluation.of(FakeEvaluation.rows(rows), density);
    }

    @Test
    void aUniformDensityOnTheUnitCubeTakesEightBits() {
        FakeEvaluation unit = evaluation(pixels(1 / 256.0, 0), x -> 0);

        assertThat(bits(unit, 1 / 256.0)).isCloseTo(8, within(1e-9));
        assertThat(bits(unit.quantised(1 / 256.0), 0)).isCloseTo(8, within(1e-9));
    }

    @Test
    void aUniformDensityFromMinusOneToOneTakesEightBitsToo() {
        FakeEvaluation symmetric = evaluation(pixels(2 / 256.0, -1), x -> -PIXELS * Math.log(2));

        assertThat(bits(symmetric.quantised(2 / 256.0), 0)).isCloseTo(8, within(1e-9));
    }

    @Test
    void aUniformDensityOnBytesTakesEightBitsToo() {
        FakeEvaluation raw = evaluation(pixels(1, 0), x -> -PIXELS * Math.log(256));

        assertThat(bits(raw.quantised(1), 0)).isCloseTo(8, within(1e-9));
    }

    @Test
    void aDensityThatIsTwiceAsHighEverywhereSavesOneBitInAll() {
        FakeEvaluation unit = evaluation(pixels(1 / 256.0, 0), x -> Math.log(2));

        assertThat(bits(unit, 1 / 256.0)).isCloseTo(8 - 1.0 / PIXELS, within(1e-9));
    }

    @Test
    void rowsAreFilledUpToTheNextStepBeforeTheirDensityIsAsked() {
        List<float[]> asked = new ArrayList<>();
        Points rows = pixels(1, 0);
        bits(
                evaluation(rows, x -> {
                    asked.add(x);
                    return 0;
                }),
                1);
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < PIXELS; k++) {
                double part = asked.get(row)[k] - rows.at(row, k);
                assertThat(part).isBetween(0.0, 1.0);
                sum += part;
            }
        }
        assertThat(sum / (ROWS * PIXELS)).isCloseTo(0.5, within(0.1)); // n = 200, 4.9 standard errors
    }

    @Test
    void aStepThatNobodyKnowsHasToBeGiven() {
        assertThatThrownBy(() -> bits(evaluation(pixels(1, 0), x -> 0), 0))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("bits-per-dim, step: 1");
    }

    @Test
    void theLogLikelihoodIsAMeanWithItsStandardError() {
        Points rows = new Points(new float[] {1, 2, 3, 6}, 4, 1);
        LogLikelihood metric = new LogLikelihood(new LogLikelihood.Config(1000, DIVERGENCE));
        Measurement measured = metric.measure(evaluation(rows, x -> x[0])).get(0);

        assertThat(measured.value()).isEqualTo(3);
        assertThat(measured.details()).containsEntry("samples", 4.0);
        assertThat(measured.details().get("standard-error")).isCloseTo(Math.sqrt(14 / 3.0 / 4), within(1e-12));
        assertThat(new LogLikelihood(new LogLikelihood.Config(2, DIVERGENCE))
                        .measure(evaluation(rows, x -> x[0]))
                        .get(0)
                        .value())
                .isEqualTo(1.5);
    }

    @Test
    void rowsOutOfReachAreReportedAndNotAveraged() {
        LogLikelihood metric = new LogLikelihood(new LogLikelihood.Config(1000, DIVERGENCE));
        assertThatThrownBy(() -> metric.measure(evaluation(pixels(1, 0), x -> Double.NEGATIVE_INFINITY)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("not finite");
    }
}
