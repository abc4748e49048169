package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Interpolant;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.testkit.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Right methods pass every rule. Each wrong one is right but for one number; it violates the condition that names the
 * number, and those motions that the number spoils.
 */
class SolverRulesTest {
    @RegisterExtension
    static final Zoo<Solver> ZOO = Zoo.of(Solver.class, SolverRules.all());

    private static final Method HEUN = new Method(2, row(0, 1), List.of(row(), row(1)), row(0.5, 0.5));
    private static final Method RK4 = new Method(
            4,
            row(0, 0.5, 0.5, 1),
            List.of(row(), row(0.5), row(0, 0.5), row(0, 0, 1)),
            row(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6));

    /** Bogacki and Shampine 1989, order 3(2), first same as last. */
    private static final Method BS3 = new Method(
            3,
            row(0, 0.5, 0.75, 1),
            List.of(row(), row(0.5), row(0, 0.75), row(2.0 / 9, 1.0 / 3, 4.0 / 9)),
            row(2.0 / 9, 1.0 / 3, 4.0 / 9, 0),
            row(-5.0 / 72, 1.0 / 12, 1.0 / 9, -1.0 / 8),
            2,
            true,
            new Interpolant(
                    3,
                    List.of(row(1, -4.0 / 3, 5.0 / 9), row(0, 1, -2.0 / 3), row(0, 4.0 / 3, -8.0 / 9), row(0, -1, 1))),
            new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.I, 0.9, 0.2, 10, 1000));

    private static List<Double> row(double... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private record Method(
            int order,
            List<Double> c,
            List<List<Double>> a,
            List<Double> b,
            @Nullable List<Double> error,
            int embedded,
            boolean fsal,
            @Nullable Interpolant inside,
            Stepping stepping)
            implements RungeKuttaSolver {
        Method(int order, List<Double> c, List<List<Double>> a, List<Double> b) {
            this(order, c, a, b, null, 0, false, null, new Stepping.Fixed(10));
        }

        @Override
        public ButcherTableau tableau() {
            return new ButcherTableau(order, c, a, b, error, embedded, fsal, inside);
        }

        Method ofOrder(int claimed) {
            return new Method(claimed, c, a, b, error, embedded, fsal, inside, stepping);
        }

        Method withC(List<Double> other) {
            return new Method(order, other, a, b, error, embedded, fsal, inside, stepping);
        }

        Method withA(List<List<Double>> other) {
            return new Method(order, c, other, b, error, embedded, fsal, inside, stepping);
        }

        Method withB(List<Double> other) {
            return new Method(order, c, a, other, error, embedded, fsal, inside, stepping);
        }

        Method withError(List<Double> other) {
            return new Method(order, c, a, b, other, embedded, fsal, inside, stepping);
        }

        Method withEmbedded(int claimed) {
            return new Method(order, c, a, b, error, claimed, fsal, inside, stepping);
        }

        Method with(Stepping other) {
            return new Method(order, c, a, b, error, embedded, fsal, inside, other);
        }

        Method inside(int claimed, List<List<Double>> weights) {
            return new Method(order, c, a, b, error, embedded, fsal, new Interpolant(claimed, weights), stepping);
        }

        Method firstSameAsLast() {
            return new Method(order, c, a, b, error, embedded, true, inside, stepping);
        }
    }

    private static Set<String> violated(Method method) {
        return ZOO.violated(method);
    }

    @Test
    void rightMethodsViolateNothing() {
        assertThat(violated(HEUN)).isEmpty();
        assertThat(violated(RK4)).isEmpty();
        assertThat(violated(BS3)).isEmpty();
    }

    @Test
    void aWeightOfRk4AlteredBreaksItsOrder() {
        assertThat(violated(RK4.withB(row(1.0 / 6, 1.0 / 3 + 0.01, 1.0 / 3, 1.0 / 6))))
                .containsExactly("S1", "S2", "S3", "S8", "ST2");
    }

    @Test
    void weightShiftedBetweenStagesOfEqualTimeIsSeenByNothingButTheOrder() {
        assertThat(violated(RK4.withB(row(1.0 / 6, 1.0 / 3 + 0.05, 1.0 / 3 - 0.05, 1.0 / 6))))
                .containsExactly("S1", "S3", "ST2");
    }

    @Test
    void anOrderOverstatedIsNamedByConditionAndMotion() {
        assertThat(violated(HEUN.ofOrder(3))).containsExactly("S1", "S2", "S3", "ST2");
    }

    @Test
    void anOrderUnderstatedIsNamed() {
        assertThat(violated(RK4.ofOrder(3))).containsExactly("S1", "ST2");
    }

    @Test
    void aStageTimeOfHeunAlteredIsNoRowSum() {
        assertThat(violated(HEUN.withC(row(0, 0.5)))).containsExactly("S2", "ST1");
    }

    @Test
    void aStageTimeThatTheSolutionDoesNotWeighIsNamedByItsRowSumAlone() {
        Method rk4WithAnIdleStage = RK4.withC(row(0, 0.5, 0.5, 1, 0.3))
                .withA(List.of(row(), row(0.5), row(0, 0.5), row(0, 0, 1), row(0.25, 0, 0, 0)))
                .withB(row(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6, 0));
        assertThat(violated(rk4WithAnIdleStage)).containsExactly("ST1");
    }

    @Test
    void aSignOfTheErrorWeightsAlteredMakesTheEstimateOfFirstOrder() {
        List<Double> wrong = new ArrayList<>(BS3.error());
        wrong.set(3, -wrong.get(3));
        assertThat(violated(BS3.withError(wrong))).containsExactly("S4", "ST3");
    }

    @Test
    void anEstimateOfNothingIsNamed() {
        List<Double> zeros = IntStream.range(0, 4).mapToObj(i -> 0.0).toList();
        assertThat(violated(BS3.withError(zeros))).containsExactly("S4", "ST3");
    }

    @Test
    void anEmbeddedOrderMisstatedIsNamed() {
        assertThat(violated(BS3.withEmbedded(3))).containsExactly("ST3");
        assertThat(violated(BS3.withEmbedded(1))).containsExactly("ST3");
    }

    @Test
    void aLastStageThatIsNotTheSolutionIsNamed() {
        assertThat(violated(RK4.firstSameAsLast())).containsExactly("ST4");
    }

    @Test
    void adaptiveStepsWithoutAnEstimateAreNamed() {
        assertThat(violated(RK4.with(BS3.stepping()))).containsExactly("ST5");
    }

    @Test
    void aControllerThatNeverShrinksItsStepsIsNamed() {
        assertThat(violated(BS3.with(new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.I, 0.9, 1.5, 10, 1000))))
                .contains("ST5");
    }

    @Test
    void anInterpolantOfStraightLinesHasNotTheOrderOfACubic() {
        List<List<Double>> straight = BS3.b.stream().map(List::of).toList();
        assertThat(violated(BS3.inside(3, straight))).containsExactly("S12", "ST6");
        assertThat(violated(BS3.inside(1, straight))).isEmpty();
    }

    @Test
    void anInterpolantThatDoesNotEndInTheSolutionIsNamed() {
        assertThat(violated(BS3.inside(
                        3,
                        List.of(
                                row(1, -4.0 / 3, 5.0 / 9),
                                row(0, 1, -2.0 / 3),
                                row(0, 4.0 / 3, -8.0 / 9),
                                row(0, -1, 1.01)))))
                .containsExactly("S12", "ST6");
    }

    @Test
    void anInterpolantOfMoreThanItStatesIsNamed() {
        assertThat(violated(BS3.inside(2, BS3.inside.weights()))).containsExactly("ST6");
    }

    @Test
    void aControllerOfTwoErrorsIsFollowedToo() {
        assertThat(violated(BS3.with(new Stepping.Adaptive(1e-5, 1e-5, Stepping.Control.PI, 0.9, 0.2, 10, 1000))))
                .isEmpty();
    }

    @Test
    void thereAreAsManyOrderConditionsAsRootedTrees() {
        assertThat(IntStream.rangeClosed(1, 6).map(n -> RootedTree.of(n).size()))
                .containsExactly(1, 1, 2, 4, 9, 20);
    }

    @Test
    void theDensityOfATreeIsTheProductOfItsSubtrees() {
        assertThat(RootedTree.of(4).stream().map(RootedTree::density)).containsExactlyInAnyOrder(4.0, 8.0, 12.0, 24.0);
    }
}
