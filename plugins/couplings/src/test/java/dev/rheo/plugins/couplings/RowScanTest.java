package dev.rheo.plugins.couplings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests run with the module of the Vector API. */
class RowScanTest {
    private final RowScan plain = new PlainScan();
    private final RowScan fastest = RowScan.fastest();

    @Test
    void theVectorApiIsUsedWhereItIs() {
        assertThat(fastest.getClass().getSimpleName()).isEqualTo("VectorScan");
    }

    /** Of few different costs, so that many are equal. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 9, 16, 31, 64, 100, 257})
    void everyScanChoosesTheSameColumnsOfTheSameCosts(int n) {
        int rows = Math.min(n, 40);
        for (int values : new int[] {2, 5, 1 << 20}) {
            Random random = new Random(n);
            int[] c = random.ints((long) rows * n, 0, values).toArray();
            int[] v = random.ints(n, 0, values).toArray();
            double[] exact = new double[c.length];
            double[] potentials = new double[n];
            for (int i = 0; i < c.length; i++) {
                exact[i] = c[i] / 3.0;
            }
            for (int j = 0; j < n; j++) {
                potentials[j] = v[j] / 3.0;
            }
            plain.begin(n);
            fastest.begin(n);
            for (int row = 0; row < rows; row++) {
                plain.choose(c, v, row, n);
                fastest.choose(c, v, row, n);
                assertThat(fastest.best).isEqualTo(plain.best);
                assertThat(fastest.gap).isEqualTo(plain.gap);
                plain.twoSmallest(exact, potentials, row, n);
                fastest.twoSmallest(exact, potentials, row, n);
                assertThat(fastest.first).isEqualTo(plain.first);
                assertThat(fastest.second).isEqualTo(plain.second);
                assertThat(fastest.firstColumn).isEqualTo(plain.firstColumn);
                if (plain.first == plain.second) {
                    assertThat(fastest.secondColumn).isEqualTo(plain.secondColumn);
                }
            }
        }
    }

    @Test
    void aSingleColumnHasNoSecond() {
        for (RowScan scan : new RowScan[] {plain, fastest}) {
            scan.twoSmallest(new double[] {3}, new double[] {1}, 0, 1);
            assertThat(scan.first).isEqualTo(2);
            assertThat(scan.firstColumn).isZero();
            assertThat(scan.second).isInfinite();
        }
    }
}
