package dev.rheo.plugins.datasets.generated;

import static dev.rheo.plugins.datasets.generated.GeneratedSetsConformanceTest.AS_IT_IS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.DataSubject;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every rule for data sets catches the fault it is there for, and no other rule does. */
class DataRulesProofTest {
    @RegisterExtension
    static final Zoo<DataSubject> ZOO = Zoo.of(DataSource.class, DataRules.all());

    private final DataSource right = moons(100);
    private int loads;

    @Test
    void aRightSetBreaksNoRule() {
        assertThat(ZOO.violated(DataSubject.generated(right, moons(200)))).isEmpty();
    }

    @Test
    void d1CatchesASetThatChangesBetweenLoads() {
        DataSource wrong = altered(rows -> scaled(rows, 1 + 0.01f * loads++));
        assertThat(ZOO.violated(DataSubject.file(wrong))).containsExactly("D1");
    }

    @Test
    void d2CatchesAHeaderThatDisagrees() {
        DataInfo lie = new DataInfo(right.info().shape(), right.info().classes(), 99);
        DataSource wrong = new Altered(right, lie, rows -> rows, 0);
        assertThat(ZOO.violated(DataSubject.generated(wrong, moons(200)))).containsExactly("D2");
    }

    @Test
    void d3CatchesANumberThatIsNotFinite() {
        DataSource wrong = altered(DataRulesProofTest::withNaN);
        DataSource longer = new Altered(moons(200), moons(200).info(), DataRulesProofTest::withNaN, 0);
        assertThat(ZOO.violated(DataSubject.generated(wrong, longer))).containsExactly("D3");
    }

    @Test
    void d7CatchesAStepThatTheValuesDoNotKeep() {
        DataInfo lie = new DataInfo(
                right.info().shape(), right.info().classes(), right.info().rows(), 0.25);
        assertThat(ZOO.violated(DataSubject.file(new Altered(right, lie, rows -> rows, 0))))
                .containsExactly("D7");
    }

    @Test
    void d4CatchesALabelOutOfRange() {
        UnaryOperator<Rows> fault = rows -> {
            int[] labels = rows.labels().clone();
            labels[3] = rows.classes();
            return new Rows(rows.points(), rows.shape(), labels, rows.classes());
        };
        DataSource longer = new Altered(moons(200), moons(200).info(), fault, 0);
        assertThat(ZOO.violated(DataSubject.generated(altered(fault), longer))).containsExactly("D4");
    }

    @Test
    void d5CatchesRowsThatDependOnHowManyThereAre() {
        DataSource wrong = altered(rows -> scaled(rows, rows.points().count()));
        assertThat(ZOO.violated(DataSubject.generated(wrong, moons(200)))).containsExactly("D5");
    }

    @Test
    void d6CatchesASetThatIgnoresItsSeed() {
        DataSource wrong = new Altered(right, right.info(), rows -> rows, 42);
        DataSource longer = new Altered(moons(200), moons(200).info(), rows -> rows, 42);
        assertThat(ZOO.violated(DataSubject.generated(wrong, longer))).containsExactly("D6");
    }

    @Test
    void d8CatchesTimesThatNobodyAnnounced() {
        DataSource wrong = altered(DataRulesProofTest::atTheEnd);
        assertThat(ZOO.violated(DataSubject.file(wrong))).containsExactly("D8");
    }

    @Test
    void d8CatchesATimePointWithoutRows() {
        DataInfo lie = new DataInfo(
                right.info().shape(),
                right.info().classes(),
                right.info().rows(),
                right.info().quantum(),
                new TimePoints(List.of(0.5, 1.0), List.of()),
                right.info().table());
        DataSource wrong = new Altered(right, lie, DataRulesProofTest::atTheEnd, 0);
        assertThat(ZOO.violated(DataSubject.file(wrong))).containsExactly("D8");
    }

    private static Rows atTheEnd(Rows rows) {
        double[] times = new double[rows.points().count()];
        Arrays.fill(times, 1);
        return new Rows(rows.points(), rows.shape(), rows.labels(), rows.classes(), times);
    }

    private static Moons moons(int samples) {
        return new Moons(new Moons.Config(new Plane(samples, 1, 0), 0.05, true, false, AS_IT_IS));
    }

    private DataSource altered(UnaryOperator<Rows> fault) {
        return new Altered(right, right.info(), fault, 0);
    }

    private static Rows withNaN(Rows rows) {
        float[] values = rows.points().values().clone();
        values[5] = Float.NaN;
        return new Rows(new Points(values, values.length / 2, 2), rows.shape(), rows.labels(), rows.classes());
    }

    private static Rows scaled(Rows rows, float factor) {
        float[] values = rows.points().values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Rows(new Points(values, values.length / 2, 2), rows.shape(), rows.labels(), rows.classes());
    }

    /** @param seed replaces the seed given, if not 0 */
    private record Altered(DataSource data, DataInfo info, UnaryOperator<Rows> fault, long seed) implements DataSource {
        @Override
        public Rows load(RandomStreams random) {
            return fault.apply(data.load(seed == 0 ? random : new RandomStreams(seed)));
        }

        @Override
        public Preparation preparation() {
            return data.preparation();
        }
    }
}
