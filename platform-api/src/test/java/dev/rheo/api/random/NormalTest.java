package dev.rheo.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values are those of scipy.stats.norm (cdf, ppf). */
class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "-37.5, 4.605353009581954e-308",
        "-20, 2.7536241186061556e-89",
        "-8, 6.22096057427174e-16",
        "-5, 2.866515718791933e-07",
        "-3.0000001, 0.0013498975884453205",
        "-2.9999999, 0.0013498984748150013",
        "-1.5, 0.06680720126885807",
        "-0.3, 0.3820885778110474",
        "-1e-08, 0.4999999960105772",
        "0, 0.5",
        "1e-08, 0.5000000039894228",
        "0.7, 0.758036347776927",
        "2, 0.9772498680518208",
        "2.99, 0.9986051127645078",
        "3.01, 0.9986937615512306",
        "6, 0.9999999990134123"
    })
    void cumulativeIsThatOfScipy(double x, double expected) {
        assertThat(Normal.cumulative(x)).isCloseTo(expected, within(2e-13 * expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.0470962993612",
        "1e-100, -21.273453560965322",
        "1e-20, -9.262340089798409",
        "1e-10, -6.361340902404056",
        "1e-05, -4.264890793922825",
        "0.001, -3.090232306167813",
        "0.02425, -1.972961051311885",
        "0.075, -1.4395314709384563",
        "0.0749, -1.4402382675279635",
        "0.3, -0.5244005127080409",
        "0.5, 0.0",
        "0.6, 0.2533471031357997",
        "0.925, 1.4395314709384563",
        "0.9999, 3.719016485455709",
        "0.999999999, 5.997807019601637"
    })
    void quantileIsThatOfScipy(double p, double expected) {
        assertThat(Normal.quantile(p)).isCloseTo(expected, within(2e-15 * Math.abs(expected)));
    }

    @Test
    void quantileInvertsCumulative() {
        for (double x = -8; x <= 5; x += 0.01) {
            // Above 0 the rounding of 1 − p limits what the quantile can recover.
            double tolerance = 1e-13 * (1 + Math.abs(x)) + 2e-16 / Normal.density(x) * Normal.cumulative(x);
            assertThat(Normal.quantile(Normal.cumulative(x))).isCloseTo(x, within(tolerance));
        }
    }

    @Test
    void endsAreInfiniteAndNonsenseIsNotANumber() {
        assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Normal.quantile(-0.1)).isNaN();
        assertThat(Normal.quantile(1.1)).isNaN();
        assertThat(Normal.quantile(Double.NaN)).isNaN();
        assertThat(Normal.cumulative(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Normal.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Normal.cumulative(Double.NaN)).isNaN();
    }

    @Test
    void densityIsTheSlopeOfCumulative() {
        for (double x : new double[] {-3.2, -1, 0, 0.5, 2.2}) {
            double slope = (Normal.cumulative(x + 1e-5) - Normal.cumulative(x - 1e-5)) / 2e-5;
            assertThat(Normal.density(x)).isCloseTo(slope, within(1e-9));
        }
    }
}
