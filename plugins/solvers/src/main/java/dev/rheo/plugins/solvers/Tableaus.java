package dev.rheo.plugins.solvers;

import dev.rheo.api.sample.ButcherTableau;
import java.util.Arrays;
import java.util.List;

/** Short notation for coefficient tables. */
final class Tableaus {
    private Tableaus() {}

    static List<Double> row(double... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** A method of fixed order without error estimate. */
    static ButcherTableau fixed(int order, List<Double> c, List<List<Double>> a, List<Double> b) {
        return new ButcherTableau(order, c, a, b, null, 0, false);
    }
}
