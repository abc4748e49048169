package dev.rheo.plugins.solvers;

import dev.rheo.api.sample.ButcherTableau;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** One list less another, entry by entry. */
    static List<Double> difference(List<Double> one, List<Double> other) {
        return IntStream.range(0, one.size())
                .mapToObj(i -> one.get(i) - other.get(i))
                .toList();
    }
}
