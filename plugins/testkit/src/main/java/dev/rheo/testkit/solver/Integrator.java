package dev.rheo.testkit.solver;

import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Stepping.Adaptive;
import dev.rheo.api.sample.Stepping.Control;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Runge–Kutta method on host numbers in float64, made of nothing but its coefficients. */
final class Integrator {
    private static final double SMALLEST_STEP = 1e-12;
    private static final double SMALLEST_NORM = 1e-4;

    private final ButcherTableau tableau;

    Integrator(ButcherTableau tableau) {
        this.tableau = tableau;
    }

    /** The slopes of all stages, h times; {@code first} is the first of them without h where it is known. */
    private double[][] slopes(Ode.RightSide field, double[] y, double t, double h, double @Nullable [] first) {
        double[][] k = new double[tableau.stages()][];
        for (int i = 0; i < k.length; i++) {
            double[] stage = plus(y, tableau.a().get(i), k);
            double[] slope = i == 0 && first != null
                    ? first.clone()
                    : field.at(stage, t + tableau.c().get(i) * h);
            for (int d = 0; d < slope.length; d++) {
                slope[d] *= h;
            }
            k[i] = slope;
        }
        return k;
    }

    private static double[] plus(double[] y, List<Double> weights, double[][] k) {
        double[] sum = y.clone();
        for (int j = 0; j < weights.size(); j++) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += weights.get(j) * k[j][d];
            }
        }
        return sum;
    }

    /** {@code steps} equal steps; backwards where to &lt; from. */
    double[] solve(Ode.RightSide field, double[] start, double from, double to, int steps) {
        double[] y = start;
        double h = (to - from) / steps;
        for (int i = 0; i < steps; i++) {
            y = plus(y, tableau.b(), slopes(field, y, from + i * h, h, null));
        }
        return y;
    }

    /** The largest error in the middle of each of {@code steps} equal steps, by the method's interpolant. */
    double errorInside(Ode ode, int steps) {
        List<Double> middle = Objects.requireNonNull(tableau.interpolant()).at(0.5);
        double[] y = ode.start();
        double h = (ode.to() - ode.from()) / steps;
        double worst = 0;
        for (int i = 0; i < steps; i++) {
            double t = ode.from() + i * h;
            double[][] k = slopes(ode.field(), y, t, h, null);
            worst = Math.max(
                    worst, Ode.distance(plus(y, middle, k), ode.solution().at(t + h / 2)));
            y = plus(y, tableau.b(), k);
        }
        return worst;
    }

    /**
     * What an adaptive solve came to.
     *
     * @param end the state where it stopped
     * @param reached the time where it stopped; the end of the interval unless it gave up
     * @param rejected steps that were tried and thrown away
     */
    record Outcome(double[] end, double reached, long accepted, long rejected) {}

    /** Adaptive steps from {@code first} on, as the host controls them. */
    Outcome solve(Ode ode, Adaptive control, double first) {
        List<Double> weights = tableau.error();
        if (weights == null) {
            throw new AssertionError("an adaptive method needs an error estimate");
        }
        Ode.RightSide field = ode.field();
        double[] y = ode.start();
        double t = ode.from();
        double h = first;
        long accepted = 0;
        long rejected = 0;
        double before = SMALLEST_NORM;
        boolean afterRejection = false;
        double[] slope = field.at(y, t);
        while (t < ode.to() && accepted + rejected < control.maxSteps() && h > SMALLEST_STEP) {
            boolean lands = h >= ode.to() - t;
            double step = lands ? ode.to() - t : h;
            double[][] k = slopes(field, y, t, step, slope);
            double[] next = plus(y, tableau.b(), k);
            double norm = norm(plus(new double[y.length], weights, k), y, next, control);
            h = step * change(norm, before, control, afterRejection || norm > 1);
            afterRejection = norm > 1;
            if (afterRejection) {
                rejected++;
            } else {
                accepted++;
                before = Math.max(norm, SMALLEST_NORM);
                y = next;
                t = lands ? ode.to() : t + step;
                if (!lands) {
                    slope = tableau.firstSameAsLast() ? over(k[k.length - 1], step) : field.at(y, t);
                }
            }
        }
        return new Outcome(y, t, accepted, rejected);
    }

    private static double[] over(double[] slope, double h) {
        return Arrays.stream(slope).map(value -> value / h).toArray();
    }

    private double change(double norm, double before, Adaptive control, boolean afterRejection) {
        double k = tableau.embeddedOrder() + 1;
        double beta = control.control() == Control.PI ? 0.2 / k : 0;
        double factor = control.safety() * Math.pow(norm, 0.75 * beta - 1 / k) * Math.pow(before, beta);
        return Math.min(afterRejection ? 1 : control.maxFactor(), Math.max(control.minFactor(), factor));
    }

    private static double norm(double[] error, double[] before, double[] after, Adaptive control) {
        double sum = 0;
        for (int d = 0; d < error.length; d++) {
            double size = Math.max(Math.abs(before[d]), Math.abs(after[d]));
            double scaled = error[d] / (control.atol() + control.rtol() * size);
            sum += scaled * scaled;
        }
        return Math.sqrt(sum / error.length);
    }
}
