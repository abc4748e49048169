package dev.rheo.plugins.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.Normal;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.metric.FakeEvaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** x ~ N(0, 1), a category that says whether x > 0 nine times in ten, and y = 2x + 0.5 n. */
class TableMetricsTest {
    private static final Table TABLE = new Table(
            List.of(Column.real("x"), new Column("sign", Kind.ONE_HOT, List.of("minus", "plus")), Column.real("y")));

    private final Rows heldOut = rows(0, 1000, 0, true);
    private final Rows training = rows(1, 1000, 0, true);

    @Test
    void kolmogorovSmirnovOfSmallSetsIsCountedByHand() {
        assertThat(ColumnDistances.kolmogorovSmirnov(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}))
                .isEqualTo(0.5);
        assertThat(ColumnDistances.kolmogorovSmirnov(new double[] {1, 1, 1, 2}, new double[] {1, 2, 2, 2}))
                .isEqualTo(0.5);
        assertThat(ColumnDistances.kolmogorovSmirnov(new double[] {2, 1}, new double[] {1, 2}))
                .isZero();
        assertThat(ColumnDistances.kolmogorovSmirnov(new double[] {1}, new double[] {2}))
                .isEqualTo(1);
    }

    @Test
    void totalVariationOfSmallSetsIsCountedByHand() {
        assertThat(ColumnDistances.totalVariation(new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 1}, 3))
                .isEqualTo(0.5);
    }

    /** sup |Φ(x) − Φ(x − m)| = 2 Φ(m/2) − 1. n = 1000 each: the deviation is below 0.08 but for 1 seed in 200. */
    @Test
    void kolmogorovSmirnovOfAShiftMeetsItsClosedForm() {
        Measurement ks = columns(rows(2, 1000, 1, true)).get(0);
        assertThat(ks.name()).isEqualTo("column-ks");
        double closed = 2 * Normal.cumulative(0.5) - 1;
        assertThat(ks.details().get("of x")).isBetween(closed - 0.08, closed + 0.08);
        assertThat(ks.floor()).isLessThan(0.08);
    }

    @Test
    void everyColumnIsAtTheFloorForSamplesOfTheSameLaw() {
        for (Measurement measured : columns(rows(3, 1000, 0, true))) {
            assertThat(measured.value()).isLessThan(0.08);
            assertThat(measured.floor()).isLessThan(0.08);
        }
    }

    @Test
    void totalVariationSeesACategoryThatIsMissing() {
        Rows samples = rows(4, 1000, 0, true);
        float[] values = samples.points().values().clone();
        for (int i = 0; i < 1000; i++) {
            values[4 * i + 1] = 0;
            values[4 * i + 2] = 1;
        }
        Measurement tv = columns(Rows.unlabelled(new Points(values, 1000, 4), SampleShape.of(4)))
                .get(1);
        assertThat(tv.name()).isEqualTo("column-tv");
        assertThat(tv.value()).isBetween(0.45, 0.55);
    }

    /** Columns drawn independently have the right margins, which only their correlations tell from real rows. */
    @Test
    void correlationErrorSeesColumnsThatWereMixed() {
        Rows mixed = rows(5, 1000, 0, false);
        Metric metric = new CorrelationError(new CorrelationError.Config(10_000));
        Measurement right = metric.measure(evaluation(rows(6, 1000, 0, true))).get(0);
        Measurement wrong = metric.measure(evaluation(mixed)).get(0);
        assertThat(columns(mixed)).allMatch(measured -> measured.value() < 0.08);
        assertThat(right.value()).isLessThan(0.05);
        assertThat(right.floor()).isLessThan(0.05);
        // |r| = 2/√4.25 for (x, y), 0.8 √(2/π) for (x, sign), twice 0.8 √(2/π) 2/√4.25 … : the mean over the five pairs
        double xy = 2 / Math.sqrt(4.25);
        double xs = 0.8 * Math.sqrt(2 / Math.PI);
        assertThat(wrong.value())
                .isBetween((xy + 2 * xs + 2 * xs * xy) / 5 - 0.05, (xy + 2 * xs + 2 * xs * xy) / 5 + 0.05);
    }

    @Test
    void whatIsTrainedOnGoodSamplesPredictsRealRowsAsWell() {
        Measurement number = predict("y", rows(7, 1000, 0, true));
        assertThat(number.floor()).isGreaterThan(0.9); // at most 1 − 0.25/4.25
        assertThat(number.value()).isGreaterThan(0.9);
        Measurement category = predict("sign", rows(7, 1000, 0, true));
        assertThat(category.floor()).isGreaterThan(0.8);
        assertThat(category.value()).isGreaterThan(0.8);
    }

    @Test
    void whatIsTrainedOnMixedColumnsPredictsNothing() {
        assertThat(predict("y", rows(8, 1000, 0, false)).value()).isLessThan(0.1);
        assertThat(predict("sign", rows(8, 1000, 0, false)).value()).isLessThan(0.75);
    }

    @Test
    void aTargetThatIsNotThereIsNamedBesideTheOthers() {
        assertThatThrownBy(() -> predict("z", training))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("no column \"z\"")
                .hasMessageContaining("[x, sign, y]");
    }

    private Measurement predict(String target, Rows samples) {
        return new TrainOnSynthetic(new TrainOnSynthetic.Config(target, 32, 400, 10_000))
                .measure(evaluation(samples))
                .get(0);
    }

    private List<Measurement> columns(Rows samples) {
        return new ColumnDistances(new ColumnDistances.Config(10_000)).measure(evaluation(samples));
    }

    private FakeEvaluation evaluation(Rows samples) {
        return FakeEvaluation.of(samples, heldOut, training).of(TABLE);
    }

    /** @param together whether the columns of a row belong together, or are each of another one */
    private static Rows rows(long seed, int n, double shift, boolean together) {
        Draws draws = new RandomStreams(90).at("table", seed);
        float[] values = new float[4 * n];
        for (int i = 0; i < n; i++) {
            int other = together ? i : (i + 1) % n;
            int third = together ? i : (i + 2) % n;
            boolean plus = (draws.gaussian(other, 0) > 0) == (draws.uniform(other, 1) < 0.9);
            values[4 * i] = (float) (draws.gaussian(i, 0) + shift);
            values[4 * i + 1] = plus ? 0 : 1;
            values[4 * i + 2] = plus ? 1 : 0;
            values[4 * i + 3] = (float) (2 * draws.gaussian(third, 0) + 0.5 * draws.gaussian(third, 2));
        }
        return Rows.unlabelled(new Points(values, n, 4), SampleShape.of(4));
    }
}
