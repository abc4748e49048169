package dev.rheo.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.random.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {
    private static Points random(String purpose, int count, int dimension) {
        float[] values = new float[count * dimension];
        new RandomStreams(3).at(purpose, 0).gaussians(0, count, dimension, values, 0);
        return new Points(values, count, dimension);
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "3,5,2",
        "7,511,31",
        "5,256,32",
        "4,257,33",
        "4,513,63",
        "2,1500,100",
        "3,300,784",
        "0,4,2",
        "4,0,2"
    })
    void squaredDistancesAreThoseOfDoubles(int count, int others, int dimension) {
        Points x = random("x", count, dimension);
        Points y = random("y", others, dimension);
        double[] out = new double[count * others + 1];
        out[count * others] = -7;
        x.squaredDistances(y, out);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < others; j++) {
                double sum = 0;
                for (int k = 0; k < dimension; k++) {
                    double difference = (double) x.at(i, k) - y.at(j, k);
                    sum += difference * difference;
                }
                assertThat(out[i * others + j]).isCloseTo(sum, within(1e-6 * sum));
            }
        }
        assertThat(out[count * others]).isEqualTo(-7);
    }

    @Test
    void identicalPointsAreNoDistanceApartFarFromTheOrigin() {
        Points x = new Points(new float[] {1e6f, 1e6f, 1e6f, 1e6f + 1}, 2, 2);
        double[] out = new double[4];
        x.squaredDistances(x, out);
        assertThat(out).containsExactly(0, 1, 1, 0);
    }

    @Test
    void distancesThatDoNotFitAreRefused() {
        Points x = random("x", 2, 3);
        assertThatThrownBy(() -> x.squaredDistances(random("y", 2, 2), new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2x3 to 2x2");
        assertThatThrownBy(() -> x.squaredDistances(x, new double[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rowsAreSelectedAndSliced() {
        Points x = new Points(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
        assertThat(x.select(new int[] {2, 0, 2}).values()).containsExactly(4, 5, 0, 1, 4, 5);
        assertThat(x.slice(1, 2).values()).containsExactly(2, 3, 4, 5);
        assertThat(x.at(1, 1)).isEqualTo(3);
    }

    @Test
    void numbersThatAreNoMatrixAreRefused() {
        assertThatThrownBy(() -> new Points(new float[5], 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 numbers are not 2 samples of 2 dimensions");
    }
}
