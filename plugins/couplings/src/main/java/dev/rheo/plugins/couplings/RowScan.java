package dev.rheo.plugins.couplings;

import java.util.ServiceLoader;

/**
 * Finds the two smallest reduced costs C − v of a row of a matrix of n columns. Every implementation gives the same bits: of equal
 * costs that of the lower column is the smaller. Not thread-safe: results are fields, so that nothing is allocated.
 */
abstract class RowScan {
    private static final String VECTOR_API = "jdk.incubator.vector";

    /** Of {@link #twoSmallest}: the smallest reduced cost and its column. */
    protected double first;

    protected int firstColumn;

    /** Of {@link #twoSmallest}: the next smallest; its column is told only where both are equal. */
    protected double second;

    protected int secondColumn;

    /** Of {@link #choose}: the column of the smallest reduced cost, and how much larger the second smallest is. */
    protected int best;

    protected int gap;

    /** Before the rows of another matrix. */
    abstract void begin(int n);

    /** In integers; {@code n} is at least 2. */
    abstract void choose(int[] c, int[] v, int row, int n);

    /** In float64; with one column the second is infinite. */
    abstract void twoSmallest(double[] c, double[] v, int row, int n);

    /** By the Vector API where the virtual machine was started with {@code --add-modules jdk.incubator.vector}. */
    static RowScan fastest() {
        if (ModuleLayer.boot().findModule(VECTOR_API).isPresent()) {
            return ServiceLoader.load(RowScan.class, RowScan.class.getClassLoader())
                    .findFirst()
                    .orElseGet(PlainScan::new);
        }
        return new PlainScan();
    }
}
