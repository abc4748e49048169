package dev.rheo.plugins.autoencoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Points;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Support;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    private static final RandomStreams RANDOM = new RandomStreams(5);

    @Test
    void eigenvectorsAreOrthonormalAndBelongToTheirEigenvalues() {
        int n = 40;
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = RANDOM.at("matrix", 0).gaussian(i, j);
                matrix[j][i] = matrix[i][j];
            }
        }
        double[][] copy = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        SymmetricEigen eigen = new SymmetricEigen(copy);
        for (int k = 0; k < n; k++) {
            double[] v = eigen.vector(k);
            for (int i = 0; i < n; i++) {
                assertThat(dot(matrix[i], v)).isCloseTo(eigen.value(k) * v[i], within(1e-11));
            }
            for (int l = 0; l < n; l++) {
                assertThat(dot(v, eigen.vector(l))).isCloseTo(k == l ? 1 : 0, within(1e-12));
            }
        }
    }

    @Test
    void equalEigenvaluesAndZerosAreNoObstacle() {
        double[][] matrix = {{2, 0, 0, 0}, {0, 2, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
        SymmetricEigen eigen = new SymmetricEigen(matrix);
        assertThat(new double[] {eigen.value(0), eigen.value(1), eigen.value(2), eigen.value(3)})
                .containsExactlyInAnyOrder(2, 2, 0, 0);
    }

    @Test
    void theFirstComponentIsTheDirectionOfLargestVariance() {
        float[] rows = {3, 1, -3, -1, 6, 2, -6, -2, 0.1f, -0.3f, -0.1f, 0.3f};
        Map<String, float[]> fitted =
                AutoencoderConformanceTest.pca(1).fit(new Points(rows, 6, 2), Shape.of(2), RANDOM);
        float[] direction = Objects.requireNonNull(fitted.get("encoder.components"));
        double root = Math.sqrt(10);
        assertThat(direction[0]).isCloseTo((float) (3 / root), within(1e-6f));
        assertThat(direction[1]).isCloseTo((float) (1 / root), within(1e-6f));
    }

    @Test
    void moreComponentsThanFeaturesAreRefused() {
        assertThat(AutoencoderConformanceTest.pca(7).supports(Shape.of(6)))
                .isInstanceOfSatisfying(Support.No.class, no -> assertThat(no.why())
                        .contains("7 components are more than the 6 numbers"));
    }

    @Test
    void oneRowHasNoComponents() {
        assertThatThrownBy(() -> AutoencoderConformanceTest.pca(1)
                        .fit(new Points(new float[] {1, 2}, 1, 2), Shape.of(2), RANDOM))
                .isInstanceOf(DataException.class);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
