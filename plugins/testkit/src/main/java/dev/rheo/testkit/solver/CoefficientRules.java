package dev.rheo.testkit.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Interpolant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rules on the coefficients of a Runge–Kutta method alone. */
final class CoefficientRules {
    /** Coefficients are quotients rounded to float64, sums of a few dozen products of them. */
    private static final double ROUNDING = 1e-13;

    /** Order conditions are examined up to here: 17 trees up to order 5, 37 up to 6, 200 up to 8. */
    private static final int HIGHEST = 8;

    private CoefficientRules() {}

    static void rowSums(ButcherTableau tableau) {
        for (int i = 0; i < tableau.stages(); i++) {
            double sum = tableau.a().get(i).stream().mapToDouble(x -> x).sum();
            assertThat(sum).as("Σ a of row " + i).isCloseTo(tableau.c().get(i), within(ROUNDING));
        }
    }

    static void order(ButcherTableau tableau) {
        conditions(tableau, tableau.b(), tableau.order(), "b");
        if (tableau.order() < HIGHEST) {
            assertThat(largestDefect(tableau, tableau.b(), tableau.order() + 1))
                    .as("a defect of order " + (tableau.order() + 1) + ", without which the order would be understated")
                    .isGreaterThan(1e-6);
        }
    }

    /** b − error has the embedded order and no higher one, so the estimate is of that order plus one. */
    static void embedded(ButcherTableau tableau) {
        List<Double> error = tableau.error();
        if (error == null) {
            throw new AssertionError("no error weights");
        }
        assertThat(error.stream().mapToDouble(x -> x).sum())
                .as("Σ error weights")
                .isCloseTo(0, within(ROUNDING));
        List<Double> hat = new ArrayList<>();
        for (int i = 0; i < error.size(); i++) {
            hat.add(tableau.b().get(i) - error.get(i));
        }
        conditions(tableau, hat, tableau.embeddedOrder(), "b̂ = b − error");
        assertThat(largestDefect(tableau, hat, tableau.embeddedOrder() + 1))
                .as("a defect of b̂ at order " + (tableau.embeddedOrder() + 1) + ", which the estimate is made of")
                .isGreaterThan(1e-6);
    }

    static void firstSameAsLast(ButcherTableau tableau) {
        int last = tableau.stages() - 1;
        assertThat(tableau.c().get(last)).as("time of the last stage").isEqualTo(1);
        assertThat(tableau.b().get(last)).as("weight of the last stage").isZero();
        assertThat(tableau.a().get(last))
                .as("the last stage is the solution")
                .isEqualTo(tableau.b().subList(0, last));
    }

    /** Weights inside a step fulfil the conditions of their order, no further ones, and become those of the solution. */
    static void interpolant(ButcherTableau tableau) {
        Interpolant interpolant = Objects.requireNonNull(tableau.interpolant());
        List<Double> end = interpolant.at(1);
        for (int i = 0; i < tableau.stages(); i++) {
            assertThat(end.get(i))
                    .as("weight of stage " + i + " at the end of the step")
                    .isCloseTo(tableau.b().get(i), within(ROUNDING));
        }
        double beyond = 0;
        for (double theta : new double[] {0.1, 0.3, 0.5, 0.7, 0.9}) {
            List<Double> weights = interpolant.at(theta);
            for (int n = 1; n <= interpolant.order(); n++) {
                for (RootedTree tree : RootedTree.of(n)) {
                    assertThat(tree.defect(tableau.a(), weights, theta))
                            .as("order condition of " + tree + " at the part " + theta + " of a step")
                            .isCloseTo(0, within(ROUNDING));
                }
            }
            for (RootedTree tree : RootedTree.of(interpolant.order() + 1)) {
                beyond = Math.max(beyond, Math.abs(tree.defect(tableau.a(), weights, theta)));
            }
        }
        assertThat(beyond)
                .as("a defect of order " + (interpolant.order() + 1)
                        + " inside the step, without which the interpolant's order would be understated")
                .isGreaterThan(1e-6);
    }

    private static void conditions(ButcherTableau tableau, List<Double> b, int order, String what) {
        for (int n = 1; n <= Math.min(order, HIGHEST); n++) {
            for (RootedTree tree : RootedTree.of(n)) {
                assertThat(tree.defect(tableau.a(), b))
                        .as("order condition of " + tree + " for " + what)
                        .isCloseTo(0, within(ROUNDING));
            }
        }
    }

    private static double largestDefect(ButcherTableau tableau, List<Double> b, int order) {
        return RootedTree.of(order).stream()
                .mapToDouble(tree -> Math.abs(tree.defect(tableau.a(), b)))
                .max()
                .orElseThrow();
    }
}
