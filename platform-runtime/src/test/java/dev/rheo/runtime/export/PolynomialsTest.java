package dev.rheo.runtime.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.program.ModelScript;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PolynomialsTest {
    @Test
    void smoothFunctionsAreMetToNineDigits() {
        meets(t -> Math.sin(3 * t), t -> 1 / (1.02 - t), 0, 1);
        meets(t -> Math.exp(-5 * t * t), t -> Math.sqrt(t), 0.001, 0.999);
        meets(t -> 0, t -> 1, -2, 5);
    }

    private static void meets(DoubleUnaryOperator first, DoubleUnaryOperator second, double from, double to) {
        ModelScript.Table table = Polynomials.fit(
                        t -> new double[] {first.applyAsDouble(t), second.applyAsDouble(t)}, from, to)
                .orElseThrow();
        for (int i = 0; i <= 10_007; i++) {
            double t = from + (to - from) * i / 10_007;
            double a = first.applyAsDouble(t);
            double b = second.applyAsDouble(t);
            assertThat(Math.abs(value(table, t, 0) - a)).isLessThanOrEqualTo(2e-9 * Math.max(1, Math.abs(a)));
            assertThat(Math.abs(value(table, t, 1) - b)).isLessThanOrEqualTo(2e-9 * Math.max(1, Math.abs(b)));
        }
    }

    /** As the program reads the table. */
    private static double value(ModelScript.Table table, double t, int which) {
        double[] inner = table.inner().values();
        int segment = 0;
        while (segment < inner.length && inner[segment] < t) {
            segment++;
        }
        int columns = table.rows().shape().get(1).intValue();
        double[] rows = table.rows().values();
        int at = segment * columns;
        double u = (t - rows[at]) * rows[at + 1];
        double sum = 0;
        for (int k = table.degree(); k >= 0; k--) {
            sum = sum * u + rows[at + 2 + which * (table.degree() + 1) + k];
        }
        return sum;
    }

    @Test
    void aFewSegmentsAreEnoughWhereTheFunctionsAreTame() {
        ModelScript.Table table =
                Polynomials.fit(t -> new double[] {t * t, Math.cos(t)}, 0, 1).orElseThrow();
        assertThat(table.rows().shape().get(0)).isLessThanOrEqualTo(4);
    }

    @Test
    void whatIsNoSmoothFunctionIsRefused() {
        assertThat(Polynomials.fit(t -> new double[] {0, t < 0.3 ? 0 : 1}, 0, 1))
                .isEmpty();
        assertThat(Polynomials.fit(t -> new double[] {Double.NaN, 0}, 0, 1)).isEmpty();
        assertThat(Polynomials.fit(t -> new double[] {1 / t, 0}, 0, 1)).isEmpty();
    }
}
