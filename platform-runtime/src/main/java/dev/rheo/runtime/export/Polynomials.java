package dev.rheo.runtime.export;

import dev.rheo.runtime.program.FixedTensor;
import dev.rheo.runtime.program.ModelScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Two functions of time, known only by their values, as polynomials on segments: interpolation at Chebyshev nodes, segments
 * being halved until they agree with the functions at other times as well.
 */
final class Polynomials {
    private static final int DEGREE = 8;
    private static final int NODES = DEGREE + 1;
    private static final int TRIALS = 2 * NODES + 1;
    private static final int MAX_SEGMENTS = 1024;
    private static final double TOLERANCE = 1e-9;

    private final DoubleFunction<double[]> functions;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    private Polynomials(DoubleFunction<double[]> functions) {
        this.functions = functions;
    }

    /**
     * @param functions both values at a time
     * @return empty if the functions are not finite, or too rough for {@value #MAX_SEGMENTS} segments
     */
    static Optional<ModelScript.Table> fit(DoubleFunction<double[]> functions, double from, double to) {
        Polynomials fit = new Polynomials(functions);
        double middle = (from + to) / 2;
        if (!fit.segment(from, middle) || !fit.segment(middle, to)) {
            return Optional.empty();
        }
        int columns = fit.rows.get(0).length;
        double[] table = new double[fit.rows.size() * columns];
        for (int i = 0; i < fit.rows.size(); i++) {
            System.arraycopy(fit.rows.get(i), 0, table, i * columns, columns);
        }
        double[] inner = fit.ends.stream()
                .limit(fit.ends.size() - 1)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Optional.of(new ModelScript.Table(
                FixedTensor.of(inner, inner.length), FixedTensor.of(table, fit.rows.size(), columns), DEGREE));
    }

    private boolean segment(double from, double to) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        double[][] values = new double[2][NODES];
        for (int i = 0; i < NODES; i++) {
            double[] at = functions.apply(middle + half * node(i));
            values[0][i] = at[0];
            values[1][i] = at[1];
        }
        double[] first = interpolated(values[0]);
        double[] second = interpolated(values[1]);
        if (agrees(first, second, middle, half)) {
            double[] row = new double[2 + 2 * NODES];
            row[0] = middle;
            row[1] = 1 / half;
            System.arraycopy(first, 0, row, 2, NODES);
            System.arraycopy(second, 0, row, 2 + NODES, NODES);
            rows.add(row);
            ends.add(to);
            return true;
        }
        boolean hopeless = rows.size() >= MAX_SEGMENTS || half < 1e-6 * Math.max(1, Math.abs(middle));
        return !hopeless && segment(from, middle) && segment(middle, to);
    }

    private boolean agrees(double[] first, double[] second, double middle, double half) {
        for (int i = 0; i < TRIALS; i++) {
            double u = -1 + 2.0 * i / (TRIALS - 1);
            double[] at = functions.apply(middle + half * u);
            if (!near(at[0], value(first, u)) || !near(at[1], value(second, u))) {
                return false;
            }
        }
        return true;
    }

    private static boolean near(double expected, double actual) {
        return Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected)); // false for NaN
    }

    private static double node(int i) {
        return -Math.cos(Math.PI * (i + 0.5) / NODES);
    }

    private static double value(double[] coefficients, double u) {
        double sum = 0;
        for (int k = DEGREE; k >= 0; k--) {
            sum = sum * u + coefficients[k];
        }
        return sum;
    }

    /** Newton's divided differences, multiplied out to powers of u. */
    private static double[] interpolated(double[] values) {
        double[] differences = values.clone();
        for (int order = 1; order < NODES; order++) {
            for (int i = NODES - 1; i >= order; i--) {
                differences[i] = (differences[i] - differences[i - 1]) / (node(i) - node(i - order));
            }
        }
        double[] coefficients = new double[NODES];
        for (int i = NODES - 1; i >= 0; i--) {
            for (int k = NODES - 1; k > 0; k--) {
                coefficients[k] = coefficients[k - 1] - node(i) * coefficients[k];
            }
            coefficients[0] = differences[i] - node(i) * coefficients[0];
        }
        return coefficients;
    }
}
