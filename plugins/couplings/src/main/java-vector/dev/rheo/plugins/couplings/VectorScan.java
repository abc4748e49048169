package dev.rheo.plugins.couplings;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** By the Vector API. Public for its service file only. */
public final class VectorScan extends RowScan {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    public VectorScan() {}

    @Override
    void begin(int n) {
        // nothing is remembered of earlier rows
    }

    @Override
    void choose(int[] c, int[] v, int row, int n) {
        int base = row * n;
        int end = INTS.loopBound(n);
        IntVector least = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector next = least;
        for (int j = 0; j < end; j += INTS.length()) {
            IntVector reduced = reduced(c, v, base, j);
            next = next.min(least.max(reduced));
            least = least.min(reduced);
        }
        int u1 = least.reduceLanes(VectorOperators.MIN);
        int u2 = next.reduceLanes(VectorOperators.MIN);
        VectorMask<Integer> lanes = least.compare(VectorOperators.EQ, u1);
        u2 = lanes.trueCount() > 1 ? u1 : Math.min(u2, least.reduceLanes(VectorOperators.MIN, lanes.not()));
        for (int j = end; j < n; j++) {
            int reduced = c[base + j] - v[j];
            u2 = Math.min(u2, Math.max(u1, reduced));
            u1 = Math.min(u1, reduced);
        }
        best = column(c, v, base, end, u1);
        gap = u2 - u1;
    }

    /** The lowest column whose reduced cost is this; there is one. */
    private static int column(int[] c, int[] v, int base, int end, int value) {
        for (int j = 0; j < end; j += INTS.length()) {
            VectorMask<Integer> hit = reduced(c, v, base, j).compare(VectorOperators.EQ, value);
            if (hit.anyTrue()) {
                return j + hit.firstTrue();
            }
        }
        int j = end;
        while (c[base + j] - v[j] != value) {
            j++;
        }
        return j;
    }

    private static IntVector reduced(int[] c, int[] v, int base, int j) {
        return IntVector.fromArray(INTS, c, base + j).sub(IntVector.fromArray(INTS, v, j));
    }

    @Override
    void twoSmallest(double[] c, double[] v, int row, int n) {
        int base = row * n;
        int end = DOUBLES.loopBound(n);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, Double.POSITIVE_INFINITY);
        DoubleVector next = least;
        for (int j = 0; j < end; j += DOUBLES.length()) {
            DoubleVector reduced = reduced(c, v, base, j);
            next = next.min(least.max(reduced));
            least = least.min(reduced);
        }
        double u1 = least.reduceLanes(VectorOperators.MIN);
        double u2 = next.reduceLanes(VectorOperators.MIN);
        VectorMask<Double> lanes = least.compare(VectorOperators.EQ, u1);
        u2 = lanes.trueCount() > 1 ? u1 : Math.min(u2, least.reduceLanes(VectorOperators.MIN, lanes.not()));
        for (int j = end; j < n; j++) {
            double reduced = c[base + j] - v[j];
            u2 = Math.min(u2, Math.max(u1, reduced));
            u1 = Math.min(u1, reduced);
        }
        first = u1;
        second = u2;
        firstColumn = column(c, v, base, end, u1);
        if (u1 == u2) {
            secondColumn = next(c, v, base, firstColumn + 1, n, u2);
        }
    }

    private static int column(double[] c, double[] v, int base, int end, double value) {
        for (int j = 0; j < end; j += DOUBLES.length()) {
            VectorMask<Double> hit = reduced(c, v, base, j).compare(VectorOperators.EQ, value);
            if (hit.anyTrue()) {
                return j + hit.firstTrue();
            }
        }
        int j = end;
        while (c[base + j] - v[j] != value) {
            j++;
        }
        return j;
    }

    /** The lowest column from {@code j} on; the first column where there is none. */
    private static int next(double[] c, double[] v, int base, int from, int n, double value) {
        for (int j = from; j < n; j++) {
            if (c[base + j] - v[j] == value) {
                return j;
            }
        }
        return 0;
    }

    private static DoubleVector reduced(double[] c, double[] v, int base, int j) {
        return DoubleVector.fromArray(DOUBLES, c, base + j).sub(DoubleVector.fromArray(DOUBLES, v, j));
    }
}
