package dev.rheo.api.random;

import java.util.random.RandomGenerator;

/**
 * Random numbers addressed by (row, dimension) within one purpose and step. Asking twice for the same address gives the
 * same number. Immutable and thread-safe; the bulk methods allocate nothing per number.
 *
 * <p>Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") turns an address into bits,
 * the inverse cumulative normal ({@link Normal#quantile}) turns uniforms into Gaussians.
 */
public final class Draws {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long MAX_STEP = 1L << 56;
    private static final long MAX_ROW = 1L << 40;

    private final long key;
    private final long step;

    Draws(long key, long step) {
        if (step < 0 || step >= MAX_STEP) {
            throw new IllegalArgumentException("step " + step + " is outside 0 … 2^56");
        }
        this.key = key;
        this.step = step;
    }

    /** Uniform in the open interval (0, 1), with 53 random bits. */
    public double uniform(long row, int dimension) {
        return unit(bits(row, dimension));
    }

    /** Standard normal. */
    public double gaussian(long row, int dimension) {
        return Normal.quantile(uniform(row, dimension));
    }

    /** Uniform in 0 … bound − 1 (bias below bound / 2⁶³). */
    public int integer(long row, int dimension, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, not " + bound);
        }
        return (int) Math.multiplyHigh(bits(row, dimension) >>> 1, 2L * bound);
    }

    /** 64 random bits. */
    public long bits(long row, int dimension) {
        long[] block = new long[2];
        philox(row, dimension >>> 1, block);
        return block[dimension & 1];
    }

    /** Fills {@code rows × dimensions} standard normals, row-major, beginning at {@code offset}. */
    public void gaussians(long firstRow, int rows, int dimensions, float[] into, int offset) {
        long[] block = new long[2];
        int at = offset;
        for (int row = 0; row < rows; row++) {
            for (int dimension = 0; dimension < dimensions; dimension++) {
                if ((dimension & 1) == 0) {
                    philox(firstRow + row, dimension >>> 1, block);
                }
                into[at++] = (float) Normal.quantile(unit(block[dimension & 1]));
            }
        }
    }

    /** Fills one uniform (0, 1) per row: dimension 0 of rows {@code firstRow …}. */
    public void uniforms(long firstRow, double[] into) {
        long[] block = new long[2];
        for (int row = 0; row < into.length; row++) {
            philox(firstRow + row, 0, block);
            into[row] = unit(block[0]);
        }
    }

    /** A sequential generator for algorithms that need an unknown number of draws; not thread-safe. */
    public RandomGenerator generator(long row) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                return bits(row, next++);
            }
        };
    }

    /** A uniformly random permutation of 0 … n − 1 (Fisher–Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = integer(i, 0, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static double unit(long bits) {
        return ((bits >>> 11) + 0.5) * 0x1.0p-53;
    }

    private void philox(long row, int block, long[] out) {
        if (row < 0 || row >= MAX_ROW) {
            throw new IllegalArgumentException("row " + row + " is outside 0 … 2^40");
        }
        int top = (int) (step >>> 32) << 8 | (int) (row >>> 32);
        philox(block, (int) row, (int) step, top, (int) key, (int) (key >>> 32), out);
    }

    /** Philox 4×32-10 of counter (c0, c1, c2, c3) under key (k0, k1): four words, two to each of {@code out}. */
    static void philox(int c0, int c1, int c2, int c3, int k0, int k1, long[] out) {
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & 0xffffffffL);
            long p1 = MULTIPLIER_1 * (c2 & 0xffffffffL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[0] = (c0 & 0xffffffffL) << 32 | c1 & 0xffffffffL;
        out[1] = (c2 & 0xffffffffL) << 32 | c3 & 0xffffffffL;
    }
}
