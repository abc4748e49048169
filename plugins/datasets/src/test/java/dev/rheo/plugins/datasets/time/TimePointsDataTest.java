package dev.rheo.plugins.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits.Provision;
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
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.DataSubject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On six rows, row i holding the number i, of the labels 0, 1, 2, 2, 4, 1 (none of 3). */
class TimePointsDataTest extends Conformance<DataSubject> {
    private static final RandomStreams STREAMS = new RandomStreams(1);
    private static final int[] LABELS = {0, 1, 2, 2, 4, 1};

    @Override
    protected List<Rule<DataSubject>> rules() {
        return DataRules.all();
    }

    @Override
    protected List<Subject<DataSubject>> subjects() {
        return List.of(
                new Subject<>("all times", DataSubject.file(set(null, List.of(), null))),
                new Subject<>("a time left out", DataSubject.file(set(null, List.of(2.0), null))),
                new Subject<>("one time", DataSubject.file(set(null, List.of(), 2.0))));
    }

    @Test
    void flowTimeRunsFromTheFirstTimeToTheLastAndTheFirstIsNoData() {
        Rows rows = set(null, List.of(), null).load(STREAMS);
        assertThat(rows.points().values()).containsExactly(1, 2, 3, 4, 5);
        assertThat(rows.times()).containsExactly(0.25, 0.5, 0.5, 1, 0.25);
        assertThat(rows.labels()).isNull();
        assertThat(set(null, List.of(), null).info())
                .isEqualTo(
                        new DataInfo(SampleShape.of(1), 0, 5, 0, new TimePoints(List.of(0.25, 0.5, 1.0), List.of())));
    }

    @Test
    void aStartBeforeTheFirstTimeMakesAllRowsData() {
        Rows rows = set(-1.0, List.of(), null).load(STREAMS);
        assertThat(rows.times()).containsExactly(0.2, 0.4, 0.6, 0.6, 1, 0.4);
    }

    @Test
    void rowsLeftOutAreThereButDoNotCount() {
        TimePointsData set = set(null, List.of(2.0), null);
        assertThat(set.load(STREAMS).points().count()).isEqualTo(5);
        assertThat(set.info().rows()).isEqualTo(3);
        assertThat(set.info().timePoints()).isEqualTo(new TimePoints(List.of(0.25, 1.0), List.of(0.5)));
    }

    @Test
    void oneTimeIsAnOrdinarySet() {
        Rows rows = set(null, List.of(), 1.0).load(STREAMS);
        assertThat(rows.points().values()).containsExactly(1, 5);
        assertThat(rows.times()).isNull();
        assertThat(config(null, List.of(), 1.0, List.of()).traits().provided()).isEmpty();
    }

    @Test
    void timesInDaysMayBeGivenForTheLabels() {
        TimePointsData days = new TimePointsData(
                config(null, List.of(), null, List.of(0.0, 2.0, 3.0, 100.0, 8.0)),
                nested(LABELS, Standardise.NONE),
                STREAMS);
        assertThat(days.info().timePoints().trained()).containsExactly(0.25, 0.375, 1.0);
    }

    @Test
    void statesThatItLeavesTimesOutOnlyWhereItDoes() {
        assertThat(config(null, List.of(), null, List.of()).traits().provided())
                .extracting(Provision::trait)
                .containsExactly(TraitNames.DATA_TIME_POINTS);
        assertThat(config(null, List.of(2.0), null, List.of()).traits().provided())
                .extracting(Provision::trait)
                .containsExactly(TraitNames.DATA_TIME_POINTS, TraitNames.DATA_LEFT_OUT);
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        refused(set(null, List.of(3.0), null), "leaveOut names the time 3.0, of which there are no rows");
        refused(set(null, List.of(4.0), null), "time 4.0 cannot be left out: the flow runs from 0.0 to 4.0");
        refused(set(null, List.of(), 3.0), "only names the time 3.0, of which there are no rows");
        refused(set(4.0, List.of(), null), "no time point comes after 4.0");
        refused(
                new TimePointsData(
                        config(null, List.of(), null, List.of(1.0)), nested(LABELS, Standardise.NONE), STREAMS),
                "there are 1 times for 5 labels");
        refused(
                new TimePointsData(
                        config(null, List.of(), null, List.of()), nested(LABELS, Standardise.GLOBAL), STREAMS),
                "asks for standardise");
        refused(
                new TimePointsData(config(null, List.of(), null, List.of()), nested(null, Standardise.NONE), STREAMS),
                "has no labels to tell the time points by");
    }

    private static void refused(DataSource set, String why) {
        assertThatThrownBy(set::info).isInstanceOf(DataException.class).hasMessageContaining(why);
        assertThatThrownBy(() -> set.load(STREAMS)).hasMessageContaining(why);
    }

    private static TimePointsData set(@Nullable Double start, List<Double> leaveOut, @Nullable Double only) {
        return new TimePointsData(config(start, leaveOut, only, List.of()), nested(LABELS, Standardise.NONE), STREAMS);
    }

    private static TimePointsData.Config config(
            @Nullable Double start, List<Double> leaveOut, @Nullable Double only, List<Double> times) {
        return new TimePointsData.Config(
                new ComponentRef<>(DataSource.class, "six", new ComponentConfig.None()),
                times,
                start,
                leaveOut,
                only,
                0.1);
    }

    private static Components nested(int @Nullable [] labels, Standardise standardise) {
        return new Components() {
            @Override
            public <K extends Component> K create(ComponentRef<K> ref) {
                return ref.kind().cast(new Six(labels, standardise));
            }
        };
    }

    private record Six(int @Nullable [] labels, Standardise standardise) implements DataSource {
        @Override
        public DataInfo info() {
            return new DataInfo(SampleShape.of(1), labels == null ? 0 : 5, 6);
        }

        @Override
        public Rows load(RandomStreams random) {
            Points points = new Points(new float[] {0, 1, 2, 3, 4, 5}, 6, 1);
            return new Rows(points, SampleShape.of(1), labels, labels == null ? 0 : 5);
        }

        @Override
        public Preparation preparation() {
            return new Preparation(0.1, standardise);
        }
    }
}
