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
 * @param interpolant the state inside a step, or null: the host then takes a step of its own to a time that is asked for
 */
public record ButcherTableau(
        int order,
        List<Double> c,
        List<List<Double>> a,
        List<Double> b,
        @Nullable List<Double> error,
        int embeddedOrder,
        boolean firstSameAsLast,
        @Nullable Interpolant interpolant) {
    public ButcherTableau(
            int order,
            List<Double> c,
            List<List<Double>> a,
            List<Double> b,
            @Nullable List<Double> error,
            int embeddedOrder,
            boolean firstSameAsLast,
            @Nullable Interpolant interpolant) {
        int stages = c.size();
        if (a.size() != stages || b.size() != stages || (error != null && error.size() != stages)) {
            throw new IllegalArgumentException("a tableau of " + stages + " stages needs as many rows and weights");
        }
        if (interpolant != null && interpolant.weights().size() != stages) {
            throw new IllegalArgumentException("an interpolant of " + stages + " stages needs as many rows");
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
        this.interpolant = interpolant;
    }

    /** A method without an interpolant. */
    public ButcherTableau(
            int order,
            List<Double> c,
            List<List<Double>> a,
            List<Double> b,
            @Nullable List<Double> error,
            int embeddedOrder,
            boolean firstSameAsLast) {
        this(order, c, a, b, error, embeddedOrder, firstSameAsLast, null);
    }

    public int stages() {
        return c.size();
    }
}
