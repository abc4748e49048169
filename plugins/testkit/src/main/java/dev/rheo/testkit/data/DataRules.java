package dev.rheo.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.Status;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What every data set satisfies. */
public final class DataRules {
    private static final RandomStreams STREAMS = new RandomStreams(7);

    private DataRules() {}

    public static List<Rule<DataSubject>> all() {
        return List.of(
                new Rule<>("D1", "loading twice gives the same rows", DataRules::deterministic),
                new Rule<>("D2", "info agrees with the rows loaded", DataRules::info),
                new Rule<>("D3", "all values are finite", DataRules::finite),
                new Rule<>("D4", "labels are classes, and there are labels if there are classes", DataRules::labels),
                new Rule<>(
                        "D5",
                        "a longer generated set begins with the shorter one",
                        Status.OPTIONAL,
                        subject -> subject.longer().isPresent(),
                        DataRules::addressed),
                new Rule<>(
                        "D6",
                        "another seed generates other rows",
                        Status.OPTIONAL,
                        subject -> subject.longer().isPresent(),
                        DataRules::seeded),
                new Rule<>(
                        "D7",
                        "values of quantised data are whole steps apart",
                        Status.OPTIONAL,
                        subject -> subject.data().info().quantum() != 0,
                        DataRules::quantised),
                new Rule<>("D8", "rows have times if there are time points, each at one of them", DataRules::times));
    }

    private static void deterministic(DataSubject subject) {
        Rows first = subject.data().load(STREAMS);
        Rows second = subject.data().load(STREAMS);
        assertThat(second.points().values()).isEqualTo(first.points().values());
        assertThat(second.labels()).isEqualTo(first.labels());
    }

    private static void info(DataSubject subject) {
        Rows rows = subject.data().load(STREAMS);
        DataInfo info = subject.data().info();
        double[] times = rows.times();
        long leftOut = times == null
                ? 0
                : Arrays.stream(times)
                        .filter(info.timePoints().leftOut()::contains)
                        .count();
        assertThat(info)
                .isEqualTo(new DataInfo(
                        rows.shape(),
                        rows.classes(),
                        rows.points().count() - leftOut,
                        info.quantum(),
                        info.timePoints(),
                        info.table()));
        assertThat(rows.points().count()).isPositive();
    }

    private static void times(DataSubject subject) {
        TimePoints points = subject.data().info().timePoints();
        double[] times = subject.data().load(STREAMS).times();
        assertThat(times == null).as("no times").isEqualTo(points.none());
        if (times != null) {
            assertThat(points.trained()).isSorted().endsWith(1.0).allMatch(time -> time > 0);
            assertThat(Arrays.stream(times).boxed().distinct().sorted())
                    .isEqualTo(Stream.concat(points.trained().stream(), points.leftOut().stream())
                            .sorted()
                            .toList());
        }
    }

    private static void finite(DataSubject subject) {
        for (float value : subject.data().load(STREAMS).points().values()) {
            assertThat(value).isFinite();
        }
    }

    private static void quantised(DataSubject subject) {
        double step = subject.data().info().quantum();
        float[] values = subject.data().load(STREAMS).points().values();
        for (float value : values) {
            double steps = (value - values[0]) / step;
            assertThat(steps)
                    .as("steps of " + step + " between " + values[0] + " and " + value)
                    .isCloseTo(Math.rint(steps), within(1e-3));
        }
    }

    private static void labels(DataSubject subject) {
        Rows rows = subject.data().load(STREAMS);
        int[] labels = rows.labels();
        assertThat(labels == null).as("no labels").isEqualTo(rows.classes() == 0);
        if (labels != null) {
            assertThat(Arrays.stream(labels).boxed()).allMatch(label -> label >= 0 && label < rows.classes());
        }
    }

    private static void addressed(DataSubject subject) {
        Rows rows = subject.data().load(STREAMS);
        Rows more = subject.longer().orElseThrow().load(STREAMS);
        int n = rows.points().count();
        assertThat(more.points().count()).isGreaterThan(n);
        assertThat(more.points().slice(0, n).values()).isEqualTo(rows.points().values());
        int[] labels = more.labels();
        assertThat(labels == null ? null : Arrays.copyOf(labels, n)).isEqualTo(rows.labels());
    }

    private static void seeded(DataSubject subject) {
        Rows other = subject.data().load(new RandomStreams(8));
        assertThat(other.points().values())
                .isNotEqualTo(subject.data().load(STREAMS).points().values());
    }
}
