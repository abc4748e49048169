package dev.rheo.plugins.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.time.Interval;
import dev.rheo.testkit.Zoo;
import dev.rheo.testkit.guidance.GuidanceRules;
import dev.rheo.testkit.guidance.GuidanceSubject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every rule for guidance catches the fault it is there for. */
class GuidanceRulesProofTest {
    @RegisterExtension
    static final Zoo<GuidanceSubject> ZOO = Zoo.of(Guidance.class, GuidanceRules.all());

    private static final Interval MIDDLE = new Interval(0.2, 0.7);

    @Test
    void a7CatchesTheWeightOfHoAndSalimansWhichIsOneLess() {
        assertThat(violated(weight -> weight == 1 || weight == 0 ? weight + 1 : weight, MIDDLE))
                .contains("A7");
    }

    @Test
    void gu1CatchesASquaredWeight() {
        assertThat(violated(weight -> weight * weight, MIDDLE)).containsExactly("GU1");
    }

    @Test
    void gu2CatchesAnIntervalThatIsIgnored() {
        assertThat(violated(weight -> weight, Interval.UNIT)).contains("GU2");
    }

    @Test
    void gu3CatchesAFieldThatIsAskedInVain() {
        assertThat(violated(weight -> guidance(0.1, (conditional, free) -> (x, t) -> {
                    NDArray unused = free.at(x, t);
                    unused.close();
                    return right(weight).guide(conditional, free).at(x, t);
                })))
                .containsExactly("GU3");
    }

    @Test
    void gu4CatchesAStateThatIsChanged() {
        assertThat(violated(weight -> guidance(0.1, (conditional, free) -> (x, t) -> {
                    NDArray result = right(weight).guide(conditional, free).at(x, t);
                    x.muli(2);
                    return result;
                })))
                .containsExactly("GU4");
    }

    @Test
    void gu4CatchesArraysThatAreLeftBehind() {
        assertThat(violated(weight -> guidance(0.1, (conditional, free) -> (x, t) -> {
                    x.duplicate();
                    return right(weight).guide(conditional, free).at(x, t);
                })))
                .containsExactly("GU4");
    }

    @Test
    void gu5CatchesATrainingWithoutLabels() {
        assertThat(violated(weight ->
                        guidance(1, (conditional, free) -> right(weight).guide(conditional, free))))
                .containsExactly("GU5");
    }

    @FunctionalInterface
    private interface Mixing {
        Field of(Field conditional, Field unconditional);
    }

    private static Guidance guidance(double dropout, Mixing mixing) {
        return new Guidance() {
            @Override
            public double labelDropout() {
                return dropout;
            }

            @Override
            public Field guide(Field conditional, Field unconditional) {
                return mixing.of(conditional, unconditional);
            }
        };
    }

    private static Guidance right(double weight) {
        return GuidanceConformanceTest.subject(MIDDLE.from(), MIDDLE.to())
                .weighted()
                .apply(weight);
    }

    private static Set<String> violated(java.util.function.DoubleUnaryOperator weight, Interval interval) {
        GuidanceSubject used = GuidanceConformanceTest.subject(interval.from(), interval.to());
        return violated(w -> used.weighted().apply(weight.applyAsDouble(w)));
    }

    private static Set<String> violated(java.util.function.DoubleFunction<Guidance> wrong) {
        return ZOO.violated(new GuidanceSubject(wrong, MIDDLE));
    }
}
