package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.data.Points;
import org.junit.jupiter.api.Test;

class CostTest {
    private final Points source = TestBatches.gaussians(9, 5, 1).source();
    private final Points target = TestBatches.gaussians(7, 5, 2).target();

    @Test
    void costsAreThoseOfDoubles() {
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 7; j++) {
                double squares = 0;
                double product = 0;
                double left = 0;
                double right = 0;
                for (int k = 0; k < 5; k++) {
                    double x = source.at(i, k);
                    double y = target.at(j, k);
                    squares += (x - y) * (x - y);
                    product += x * y;
                    left += x * x;
                    right += y * y;
                }
                int cell = i * 7 + j;
                assertThat(filled(Cost.SQUARED_EUCLIDEAN)[cell]).isCloseTo(squares, within(1e-6 * squares));
                assertThat(filled(Cost.EUCLIDEAN)[cell]).isCloseTo(Math.sqrt(squares), within(1e-6 * squares));
                assertThat(filled(Cost.COSINE)[cell]).isCloseTo(1 - product / Math.sqrt(left * right), within(1e-6));
            }
        }
    }

    private double[] filled(Cost cost) {
        double[] out = new double[63];
        cost.fill(source, target, out);
        return out;
    }

    @Test
    void directionsOfAnyLengthAreCompared() {
        Points small = new Points(new float[] {3e-30f, 4e-30f}, 1, 2);
        Points large = new Points(new float[] {3e30f, 4e30f, -4e30f, 3e30f}, 2, 2);
        double[] out = new double[2];
        Cost.COSINE.fill(small, large, out);

        assertThat(out).containsExactly(new double[] {0, 1}, within(1e-6));
    }

    @Test
    void aPointWithoutDirectionIsRefused() {
        Points zero = new Points(new float[] {1, 0, 0, 0}, 2, 2);

        assertThatThrownBy(() -> Cost.COSINE.fill(zero, zero, new double[4]))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("Row 1 of the source samples is zero");
    }

    @Test
    void whatIsNotANumberHasNoDirectionEither() {
        Points broken = new Points(new float[] {1, Float.NaN, 1, 1}, 2, 2);

        assertThatThrownBy(() -> new CostMatrix().fill(broken, broken, Cost.COSINE))
                .isInstanceOf(CouplingException.class)
                .hasMessageContaining("holds NaN in dimension 1");
    }
}
