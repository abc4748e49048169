package dev.rheo.plugins.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.data.SourceRules;
import dev.rheo.testkit.data.SourceSubject;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every rule for sources catches the fault it is there for, and no other rule does. */
class SourceRulesProofTest {
    @RegisterExtension
    static final Zoo<SourceSubject> ZOO = Zoo.of(SourceDistribution.class, SourceRules.all());

    private static final SampleShape SHAPE = SampleShape.of(4);

    @Test
    void q1CatchesRowsNumberedFromTheStartOfTheBatch() {
        assertThat(violated((draws, firstRow, count, shape, into) -> draws.gaussians(0, count, shape.size(), into, 0)))
                .containsExactly("Q1");
    }

    @Test
    void q2CatchesASourceThatIgnoresTheStep() {
        assertThat(violated((draws, firstRow, count, shape, into) ->
                        new RandomStreams(9).at("own", 0).gaussians(firstRow, count, shape.size(), into, 0)))
                .containsExactly("Q2");
    }

    @Test
    void q3CatchesASourceThatFillsTheWholeArray() {
        assertThat(violated((draws, firstRow, count, shape, into) ->
                        draws.gaussians(firstRow, into.length / shape.size(), shape.size(), into, 0)))
                .containsExactly("Q3");
    }

    @Test
    void q4CatchesADeviationOfOnePointZeroFive() {
        assertThat(violated((draws, firstRow, count, shape, into) -> {
                    draws.gaussians(firstRow, count, shape.size(), into, 0);
                    for (int i = 0; i < count * shape.size(); i++) {
                        into[i] *= 1.05f;
                    }
                }))
                .containsExactly("Q4");
    }

    @Test
    void q5CatchesNumbersThatAreDrawnTwice() {
        assertThat(violated((draws, firstRow, count, shape, into) -> {
                    draws.gaussians(firstRow, count, shape.size(), into, 0);
                    for (int i = 1; i < count * shape.size(); i += 2) {
                        into[i] = into[i - 1];
                    }
                }))
                .containsExactly("Q5");
    }

    @Test
    void q6CatchesASourceThatRefusesItsOwnShape() {
        GaussianSource.Config config = new GaussianSource.Config();
        SourceDistribution right = new GaussianSource(config);
        SourceDistribution wrong = new SourceDistribution() {
            @Override
            public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
                right.sample(draws, firstRow, count, shape, into);
            }

            @Override
            public Optional<String> mismatch(SampleShape shape) {
                return Optional.of("only 3 dimensions");
            }
        };
        assertThat(ZOO.violated(new SourceSubject(wrong, Traits.of(TraitNames.SOURCE_GAUSSIAN), SHAPE)))
                .containsExactly("Q6");
    }

    @Test
    void q7CatchesADensityThatIsClaimedAndNotGiven() {
        SourceDistribution wrong =
                (draws, firstRow, count, shape, into) -> draws.gaussians(firstRow, count, shape.size(), into, 0);
        assertThat(ZOO.violated(new SourceSubject(wrong, new GaussianSource.Config().traits(), SHAPE)))
                .containsExactly("Q7");
    }

    @Test
    void q8CatchesADensityWithoutItsConstant() {
        assertThat(violated(row -> exponent(row, 1))).containsExactly("Q8");
    }

    @Test
    void q8CatchesADensityOfAnotherWidth() {
        assertThat(violated(row -> exponent(row, 1.1) - row.dimension() * Math.log(1.1 * Math.sqrt(2 * Math.PI))))
                .containsExactly("Q8");
    }

    private static double exponent(Points row, double deviation) {
        double sum = 0;
        for (float x : row.values()) {
            sum -= 0.5 * x * x / (deviation * deviation);
        }
        return sum;
    }

    @Test
    void aRightSourceBreaksNoRule() {
        GaussianSource.Config config = new GaussianSource.Config();
        assertThat(ZOO.violated(new SourceSubject(new GaussianSource(config), config.traits(), SHAPE)))
                .isEmpty();
    }

    private static Set<String> violated(SourceDistribution wrong) {
        return ZOO.violated(new SourceSubject(wrong, Traits.of(TraitNames.SOURCE_GAUSSIAN), SHAPE));
    }

    private static Set<String> violated(ToDoubleFunction<Points> ofOneRow) {
        GaussianSource.Config config = new GaussianSource.Config();
        GaussianSource right = new GaussianSource(config);
        SourceDistribution wrong = new SourceDistribution() {
            @Override
            public void sample(Draws draws, long firstRow, int count, SampleShape shape, float[] into) {
                right.sample(draws, firstRow, count, shape, into);
            }

            @Override
            public Optional<double[]> logDensity(Points rows) {
                return Optional.of(IntStream.range(0, rows.count())
                        .mapToDouble(row -> ofOneRow.applyAsDouble(rows.slice(row, 1)))
                        .toArray());
            }
        };
        return ZOO.violated(new SourceSubject(wrong, config.traits(), SHAPE));
    }
}
