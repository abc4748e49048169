package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntropicKernelTest {
    private static final int ROWS = 21;
    private static final int COLUMNS = 37;

    @Test
    void exponentialsAreThoseOfTheJdk() {
        double[] x = new double[6001];
        Arrays.setAll(x, k -> -k / 100.0);
        double[] expected = Arrays.stream(x).map(Math::exp).toArray();
        Exponentials.replace(x, x.length);

        for (int k = 0; k < x.length; k++) {
            assertThat(x[k] / expected[k]).isCloseTo(1, within(1e-13));
        }
    }

    @Test
    void exponentialsEndAtTheLeast() {
        double[] x = {-1e300, Double.NEGATIVE_INFINITY, 0};
        Exponentials.replace(x, 2);

        assertThat(x[0]).isCloseTo(Math.exp(-60), within(1e-38));
        assertThat(x[1]).isEqualTo(x[0]);
        assertThat(x[2]).isZero();
    }

    /** Odd numbers of rows and columns, so that every rest of a loop is met. */
    @Test
    void denseAndSparseKernelsHoldTheSamePlan() {
        for (double penalty : new double[] {1, Double.POSITIVE_INFINITY}) {
            EntropicKernel sparse = built(new SparseKernel(), penalty);
            EntropicKernel dense = built(new DenseKernel(), penalty);

            assertSame(dense.columnSum(), sparse.columnSum());
            assertSame(dense.rowMass(), sparse.rowMass());
            assertSame(products(dense), products(sparse));
            for (EntropicKernel kernel : new EntropicKernel[] {dense, sparse}) {
                kernel.scaleMasses(weights(ROWS), weights(COLUMNS));
                kernel.scaleMasses(0.5);
            }
            assertSame(products(dense), products(sparse));
        }
    }

    private static EntropicKernel built(EntropicKernel kernel, double penalty) {
        CostMatrix cost = new CostMatrix();
        cost.fill(TestBatches.normal(ROWS, 2, 1, 0), TestBatches.normal(COLUMNS, 2, 1, ROWS));
        if (kernel instanceof SparseKernel sparse) {
            sparse.cutOffAt(34);
        }
        kernel.start(cost, penalty);
        kernel.build(cost, 0.7);
        return kernel;
    }

    private static double[] products(EntropicKernel kernel) {
        double[] ofRows = new double[ROWS];
        double[] ofColumns = new double[COLUMNS];
        double[] squares = new double[COLUMNS];
        kernel.timesColumns(weights(COLUMNS), ofRows);
        kernel.timesRows(weights(ROWS), ofColumns);
        kernel.squaresTimesRows(weights(ROWS), squares);
        double[] all = Arrays.copyOf(ofRows, ROWS + 2 * COLUMNS);
        System.arraycopy(ofColumns, 0, all, ROWS, COLUMNS);
        System.arraycopy(squares, 0, all, ROWS + COLUMNS, COLUMNS);
        return all;
    }

    private static double[] weights(int count) {
        double[] weights = new double[count];
        Arrays.setAll(weights, k -> 1 + 0.1 * k);
        return weights;
    }

    private static void assertSame(double[] one, double[] other) {
        assertThat(one).hasSameSizeAs(other);
        for (int k = 0; k < one.length; k++) {
            assertThat(one[k] / other[k]).isCloseTo(1, within(1e-6));
        }
    }
}
