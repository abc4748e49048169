package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedDataTest {
    @Test
    void theSplitIsDisjointAndComplete() {
        PreparedData data = load(numbered(100), 0.3, 1);
        assertThat(data.heldOut().points().count()).isEqualTo(30);
        float[] all = Arrays.copyOf(data.original().points().values(), 100);
        System.arraycopy(data.heldOut().points().values(), 0, all, 70, 30);
        Arrays.sort(all);
        assertThat(all).isEqualTo(numbered(100).points().values());
    }

    @Test
    void theSplitIsAFunctionOfTheSeed() {
        assertThat(load(numbered(100), 0.3, 1).heldOut().points().values())
                .isEqualTo(load(numbered(100), 0.3, 1).heldOut().points().values())
                .isNotEqualTo(load(numbered(100), 0.3, 2).heldOut().points().values());
    }

    @Test
    void labelsFollowTheirRows() {
        int[] labels = new int[100];
        Arrays.setAll(labels, i -> i % 3);
        Rows labelled = new Rows(numbered(100).points(), SampleShape.of(1), labels, 3);
        PreparedData data = load(labelled, 0.3, 1);
        for (Rows part : new Rows[] {data.original(), data.heldOut()}) {
            for (int i = 0; i < part.points().count(); i++) {
                assertThat(part.labels()[i]).isEqualTo((int) part.points().at(i, 0) % 3);
            }
        }
        assertThat(data.training().labels()).isEqualTo(data.original().labels());
    }

    @Test
    void statisticsComeFromTheTrainingRowsAlone() {
        PreparedData data = PreparedData.load(
                new Given(numbered(100), 0.3, Standardise.PER_FEATURE, info(numbered(100))), new RandomStreams(1));
        double sum = 0;
        for (float value : data.original().points().values()) {
            sum += value;
        }
        assertThat(data.scaling().shift()[0]).isEqualTo(sum / 70).isNotEqualTo(49.5);
        assertThat(data.training().points().values())
                .isEqualTo(data.scaling().toTraining(data.original().points()).values());
    }

    @Test
    void namesRowAndColumnOfANumberThatIsNotFinite() {
        float[] values = new float[12];
        values[7] = Float.NaN;
        assertThatThrownBy(() -> load(rows(3, values), 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("row 2, column 1 of the data is NaN, but training needs finite numbers");
    }

    @Test
    void refusesToHoldEverythingOut() {
        assertThatThrownBy(() -> load(numbered(4), 0.9, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing to train on");
    }

    @Test
    void refusesAnEmptyDataSet() {
        assertThatThrownBy(() -> load(rows(2), 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("the data set has no rows");
    }

    @Test
    void refusesALabelThatNoClassHas() {
        Rows labelled = new Rows(numbered(3).points(), SampleShape.of(1), new int[] {0, 2, 1}, 2);
        assertThatThrownBy(() -> load(labelled, 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("row 1 of the data has the label 2, but labels go from 0 to 1");
    }

    @Test
    void refusesRowsThatAreNotWhatTheHeaderSays() {
        Given changed = new Given(numbered(4), 0, Standardise.NONE, info(rows(2, 1, 2)));
        assertThatThrownBy(() -> PreparedData.load(changed, new RandomStreams(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the data's header promises");
    }

    @Test
    void refusesTimePointsWithoutTimes() {
        DataInfo info = new DataInfo(SampleShape.of(1), 0, 4, 0, new TimePoints(List.of(1.0), List.of()));
        assertThatThrownBy(() ->
                        PreparedData.load(new Given(numbered(4), 0, Standardise.NONE, info), new RandomStreams(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("the data's header promises time points, but the rows have none");
    }

    @Test
    void aDataSetThatFailsIsSaidToHaveFailed() {
        DataSource broken = new Broken(info(numbered(4)));
        assertThatThrownBy(() -> PreparedData.load(broken, new RandomStreams(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("the data set's component failed while it loaded: IllegalStateException: no index");
    }

    /** Row i is i, at flow time ½ if it is even, at ¼ if it is a multiple of five, and else at 1. */
    @Test
    void rowsOfATimePointThatIsLeftOutAreNeitherTrainedOnNorHeldOut() {
        double[] times = new double[100];
        Arrays.setAll(times, i -> i % 2 == 0 ? 0.5 : i % 5 == 0 ? 0.25 : 1);
        Rows rows = new Rows(numbered(100).points(), SampleShape.of(1), null, 0, times);
        TimePoints points = new TimePoints(List.of(0.25, 1.0), List.of(0.5));
        DataInfo info = new DataInfo(rows.shape(), 0, 50, 0, points);
        PreparedData data = PreparedData.load(new Given(rows, 0.2, Standardise.NONE, info), new RandomStreams(1));
        assertThat(data.leftOut().points().count()).isEqualTo(50);
        assertThat(data.heldOut().points().count()).isEqualTo(10);
        assertThat(data.training().points().count()).isEqualTo(40);
        for (Rows part : new Rows[] {data.training(), data.original(), data.heldOut(), data.leftOut()}) {
            for (int i = 0; i < part.points().count(); i++) {
                assertThat(part.times()[i]).isEqualTo(times[(int) part.points().at(i, 0)]);
            }
        }
        assertThat(data.training().times()).doesNotContain(0.5);
        assertThat(data.heldOut().times()).doesNotContain(0.5);
        assertThat(data.heldOutFirst().times()).isNull();
        assertThat(data.heldOutFirst().points().count()).isEqualTo(40); // the odd ones that are no multiples of five
    }

    private static PreparedData load(Rows rows, double heldOut, long seed) {
        return PreparedData.load(new Given(rows, heldOut, Standardise.NONE, info(rows)), new RandomStreams(seed));
    }

    private static DataInfo info(Rows rows) {
        return new DataInfo(rows.shape(), rows.classes(), rows.points().count());
    }

    /** Row i is i. */
    private static Rows numbered(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return rows(1, values);
    }

    private static Rows rows(int features, float... values) {
        return Rows.unlabelled(new Points(values, values.length / features, features), SampleShape.of(features));
    }

    private record Given(Rows rows, double heldOut, Standardise standardise, DataInfo info) implements DataSource {
        @Override
        public Rows load(RandomStreams random) {
            return rows;
        }

        @Override
        public Preparation preparation() {
            return new Preparation(heldOut, standardise);
        }
    }

    private record Broken(DataInfo info) implements DataSource {
        @Override
        public Rows load(RandomStreams random) {
            throw new IllegalStateException("no index");
        }

        @Override
        public Preparation preparation() {
            return new Preparation(0, Standardise.NONE);
        }
    }
}
