package dev.rheo.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariationTest {
    private static final RandomStreams RANDOM = new RandomStreams(5);
    private static final SampleShape PICTURE = SampleShape.of(1, 2, 3);

    @Test
    void mirrorsHalfOfThePicturesLineByLine() {
        int n = 400;
        Rows varied = new Variation(true, new double[0]).apply(pictures(n), 7, 1, RANDOM);
        int mirrored = 0;
        for (int i = 0; i < n; i++) {
            float[] picture = varied.points().slice(i, 1).values();
            assertThat(picture).isIn(new float[] {1, 2, 3, 4, 5, 6}, new float[] {3, 2, 1, 6, 5, 4});
            mirrored += picture[0] == 3 ? 1 : 0;
        }
        assertThat(mirrored).isBetween(150, 250); // n = 400 at 1/2: five standard deviations, 1 seed in a million fails
    }

    @Test
    void spreadsNumbersOverTheirStep() {
        double[] steps = {0.5, 0.5, 0.5, 0.5, 0.5, 2};
        Rows rows = pictures(1000);
        float[] values =
                new Variation(false, steps).apply(rows, 0, 1, RANDOM).points().values();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double share = (values[i] - rows.points().values()[i]) / steps[i % 6];
            assertThat(share).isBetween(0.0, 1.0);
            sum += share / values.length;
        }
        assertThat(sum).isBetween(0.48, 0.52); // n = 6000: five standard errors
    }

    @Test
    void whatAStepGetsDoesNotDependOnTheStepsBesideIt() {
        Variation variation = new Variation(true, new double[] {1, 1, 1, 1, 1, 1});
        Rows two = variation.apply(pictures(20), 4, 2, RANDOM);
        Rows second = variation.apply(pictures(10), 5, 1, RANDOM);
        assertThat(two.points().slice(10, 10).values())
                .isEqualTo(second.points().values());
        assertThat(two.points().slice(0, 10).values())
                .isNotEqualTo(second.points().values());
    }

    @Test
    void leavesTheTrainingRowsAlone() {
        Rows rows = pictures(50);
        new Variation(true, new double[] {1, 1, 1, 1, 1, 1}).apply(rows, 0, 1, RANDOM);
        assertThat(rows.points().values()).isEqualTo(pictures(50).points().values());
    }

    @Test
    void samplesGoBackDownToTheStepBelow() {
        Raster raster = Raster.of(new Points(new float[] {-1, 0.5f, 1}, 3, 1), 0.5);
        assertThat(raster.settle(new Points(new float[] {-1.4f, -0.7f, -0.5f, 0.99f, 1.6f}, 5, 1))
                        .values())
                .containsExactly(-1, -1, -0.5f, 0.5f, 1);
        assertThat(Raster.recorded(raster.numbers())).isEqualTo(raster);
    }

    /** Spreading and going back is nothing at all, whatever the units of training. */
    @Test
    void whatWasSpreadComesBackAsItWas() {
        float[] levels = new float[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = (float) (i / 127.5 - 1);
        }
        Rows rows = Rows.unlabelled(new Points(levels, 256, 1), SampleShape.of(1));
        PreparedData data = PreparedData.load(
                source(rows, 1 / 127.5, new Preparation(0, Standardise.PER_FEATURE, false, true, 0)), RANDOM);
        Rows varied = data.variation().apply(data.training(), 3, 1, RANDOM);
        assertThat(data.output().of(varied.points()).values())
                .containsExactly(data.original().points().values(), within(1e-6f));
    }

    @Test
    void theStepOfThePreparationIsTheHeaders() {
        DataSource source = source(pictures(2), 0, new Preparation(0, Standardise.NONE, false, true, 0.25));
        assertThat(Variation.header(source).quantum()).isEqualTo(0.25);
    }

    @Test
    void refusesToMirrorWhatIsNoPicture() {
        Rows flat = Rows.unlabelled(new Points(new float[6], 2, 3), SampleShape.of(3));
        assertThatThrownBy(
                        () -> Variation.header(source(flat, 0, new Preparation(0, Standardise.NONE, true, false, 0))))
                .isInstanceOf(DataException.class)
                .hasMessage("flip mirrors pictures, and these samples have shape 3");
    }

    @Test
    void refusesToSpreadWithoutAStep() {
        assertThatThrownBy(() ->
                        Variation.header(source(pictures(2), 0, new Preparation(0, Standardise.NONE, false, true, 0))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the step between neighbouring values");
    }

    @Test
    void refusesToSpreadTheCellsOfATable() {
        DataInfo table =
                new DataInfo(SampleShape.of(1), 0, 1, 1, TimePoints.NONE, new Table(List.of(Column.real("x"))));
        assertThatThrownBy(() -> Variation.header(
                        source(pictures(1), table, new Preparation(0, Standardise.NONE, false, true, 0))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("this data is a table");
    }

    private static Rows pictures(int n) {
        float[] values = new float[6 * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i % 6;
        }
        return Rows.unlabelled(new Points(values, n, 6), PICTURE);
    }

    private static DataSource source(Rows rows, double quantum, Preparation preparation) {
        return source(rows, new DataInfo(rows.shape(), 0, rows.points().count(), quantum), preparation);
    }

    private static DataSource source(Rows rows, DataInfo info, Preparation preparation) {
        return new DataSource() {
            @Override
            public DataInfo info() {
                return info;
            }

            @Override
            public Rows load(RandomStreams random) {
                return rows;
            }

            @Override
            public Preparation preparation() {
                return preparation;
            }
        };
    }
}
