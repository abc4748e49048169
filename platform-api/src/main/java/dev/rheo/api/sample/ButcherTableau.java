package dev.rheo.api.sample;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coefficients of an explicit Runge–Kutta method.
 *
 * @param order order of the solution that is carried on
 * @param c stage times
 * @param a stage weights; row i has i entries
 * @param b weights of the solution
 * @param error b − b̂, the weights of the error estimate, or null for methods without one
 * @param embeddedOrder order of b̂, 0 for methods without one
 * @param firstSameAsLast whether the last stage is the first of the next step
 */
public record ButcherTableau(
        int order,
        List<Double> c,
        List<List<Double>> a,
        List<Double> b,
        @Nullable List<Double> error,
        int embeddedOrder,
        boolean firstSameAsLast) {
    public ButcherTableau(
            int order,
            List<Double> c,
            List<List<Double>> a,
            List<Double> b,
            @Nullable List<Double> error,
            int embeddedOrder,
            boolean firstSameAsLast) {
        int stages = c.size();
        if (a.size() != stages || b.size() != stages || (error != null && error.size() != stages)) {
            throw new IllegalArgumentException("a tableau of " + stages + " stages needs as many rows and weights");
        }
        for (int i = 0; i < stages; i++) {
            if (a.get(i).size() != i) {
                throw new IllegalArgumentException("row " + i + " of an explicit method has " + i + " weights");
            }
        }
        this.order = order;
        this.c = List.copyOf(c);
        this.a = a.stream().map(List::copyOf).toList();
        this.b = List.copyOf(b);
        this.error = error == null ? null : List.copyOf(error);
        this.embeddedOrder = embeddedOrder;
        this.firstSameAsLast = firstSameAsLast;
    }

    public int stages() {
        return c.size();
    }
}
