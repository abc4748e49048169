package dev.rheo.plugins.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.plugins.datasets.generated.Moons;
import dev.rheo.plugins.datasets.generated.Plane;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.data.SourceRules;
import dev.rheo.testkit.data.SourceSubject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourcesConformanceTest extends Conformance<SourceSubject> {
    private static final SampleShape PLANE = SampleShape.of(2);

    @Override
    protected List<Rule<SourceSubject>> rules() {
        return SourceRules.all();
    }

    @Override
    protected List<Subject<SourceSubject>> subjects() {
        GaussianSource.Config gaussian = new GaussianSource.Config();
        return List.of(
                new Subject<>(
                        "gaussian",
                        new SourceSubject(new GaussianSource(gaussian), gaussian.traits(), SampleShape.of(1, 3, 3))),
                new Subject<>("data", new SourceSubject(moons(Standardise.NONE, 500), Traits.NONE, PLANE)),
                new Subject<>(
                        "data, standardised",
                        new SourceSubject(moons(Standardise.PER_FEATURE, 500), Traits.NONE, PLANE)));
    }

    @Test
    void aSourceOfDataGivesRowsOfTheSetButNotTheTargetsOwn() {
        RandomStreams random = new RandomStreams(1);
        float[] drawn = new float[2 * 200];
        moons(Standardise.NONE, 20).sample(random.at("source", 0), 0, 200, PLANE, drawn);
        Set<String> different = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            different.add(drawn[2 * i] + " " + drawn[2 * i + 1]);
        }
        assertThat(different).hasSizeBetween(15, 20);
        Rows target = set(Standardise.NONE, 20).load(random);
        assertThat(different)
                .doesNotContain(target.points().at(0, 0) + " " + target.points().at(0, 1));
    }

    @Test
    void aStandardisedSourceHasMeanZeroAndDeviationOneInEveryFeature() {
        float[] drawn = new float[2 * 20_000];
        moons(Standardise.PER_FEATURE, 2000).sample(draws(), 0, 20_000, PLANE, drawn);
        for (int k = 0; k < 2; k++) {
            double mean = 0;
            double square = 0;
            for (int i = k; i < drawn.length; i += 2) {
                mean += drawn[i] / 20_000.0;
                square += drawn[i] * drawn[i] / 20_000.0;
            }
            assertThat(mean).isBetween(-0.04, 0.04); // 5.6 standard errors, n = 20 000
            assertThat(square).isBetween(0.96, 1.04);
        }
    }

    @Test
    void rangeBringsTheSmallestToMinusOneAndTheLargestToOne() {
        float[] drawn = new float[2 * 5000];
        moons(Standardise.RANGE, 50).sample(draws(), 0, 5000, PLANE, drawn);
        float least = 0;
        float greatest = 0;
        for (float value : drawn) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        assertThat(least).isEqualTo(-1);
        assertThat(greatest).isEqualTo(1);
    }

    @Test
    void partnersAreTheRowsOfTheirNumbers() {
        DataSetSource source = moons(Standardise.NONE, 20);
        float[] all = new float[40];
        source.partners(IntStream.range(0, 20).toArray(), PLANE, all);
        float[] some = new float[6];
        source.partners(new int[] {7, 0, 7}, PLANE, some);

        assertThat(some).containsExactly(all[14], all[15], all[0], all[1], all[14], all[15]);
        float[] drawn = new float[2];
        source.sample(draws(), 0, 1, PLANE, drawn);
        assertThat(all).contains(drawn);
    }

    @Test
    void aDatumWithoutPartnerIsNamed() {
        assertThatThrownBy(() -> moons(Standardise.NONE, 20).partners(new int[] {20}, PLANE, new float[2]))
                .hasMessageContaining("row 20 of the data has no partner: the source's data set has 20 rows");
    }

    @Test
    void anotherShapeIsRefusedInWords() {
        assertThat(moons(Standardise.NONE, 20).mismatch(SampleShape.of(1, 8, 8)))
                .contains("the source's data set has samples of shape 2, the target's are 1x8x8");
    }

    @Test
    void moreOrFewerPartnersThanDataAreRefusedInWords() {
        DataSetSource source = moons(Standardise.NONE, 20);

        assertThat(source.mismatchOfPartners(20)).isEmpty();
        for (int rows : new int[] {19, 21}) {
            assertThat(source.mismatchOfPartners(rows))
                    .contains("the source's data set has 20 rows, the target's has " + rows);
        }
    }

    private static Draws draws() {
        return new RandomStreams(1).at("source", 0);
    }

    static DataSetSource moons(Standardise standardise, int samples) {
        Moons.Config config =
                new Moons.Config(new Plane(samples, 1, 0), 0.05, false, false, new Preparation(0.1, standardise));
        Components components = new Components() {
            @Override
            public <K extends Component> K create(ComponentRef<K> ref) {
                return ref.kind().cast(new Moons((Moons.Config) ref.config()));
            }
        };
        return new DataSetSource(
                new DataSetSource.Config(new ComponentRef<>(DataSource.class, "moons", config), true),
                components,
                new RandomStreams(1));
    }

    private static DataSource set(Standardise standardise, int samples) {
        return new Moons(
                new Moons.Config(new Plane(samples, 1, 0), 0.05, false, false, new Preparation(0.1, standardise)));
    }
}
