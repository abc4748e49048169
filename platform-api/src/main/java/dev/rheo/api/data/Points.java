package dev.rheo.api.data;

import java.util.Arrays;

/**
 * Samples in host memory. The array is shared, not copied; who receives points reads them only.
 *
 * @param values row-major, {@code count × dimension}
 * @param count number of samples, may be 0
 * @param dimension numbers per sample
 */
public record Points(float[] values, int count, int dimension) {
    private static final int TARGET_BLOCK = 256;
    private static final int DIMENSION_BLOCK = 32;
    private static final int LONG_ROW = 32;

    public Points {
        if (count < 0 || dimension < 1 || values.length != Math.multiplyExact(count, dimension)) {
            throw new IllegalArgumentException(
                    values.length + " numbers are not " + count + " samples of " + dimension + " dimensions");
        }
    }

    public float at(int row, int column) {
        return values[row * dimension + column];
    }

    /** The rows {@code index[0], index[1], …} as new points. */
    public Points select(int[] index) {
        float[] rows = new float[index.length * dimension];
        for (int i = 0; i < index.length; i++) {
            copyRow(index[i], rows, i * dimension);
        }
        return new Points(rows, index.length, dimension);
    }

    /** Copies row {@code row} to {@code into}, from {@code offset} on. */
    public void copyRow(int row, float[] into, int offset) {
        int from = row * dimension;
        if (dimension >= LONG_ROW) {
            System.arraycopy(values, from, into, offset, dimension);
            return;
        }
        for (int k = 0; k < dimension; k++) {
            into[offset + k] = values[from + k];
        }
    }

    /** The rows {@code from … from + n − 1} as new points. */
    public Points slice(int from, int n) {
        return new Points(Arrays.copyOfRange(values, from * dimension, (from + n) * dimension), n, dimension);
    }

    /**
     * All squared Euclidean distances: {@code out[i * others.count + j] = |x_i − y_j|²}. Differences are taken in
     * float32 before squaring, sums of blocks are accumulated in float64, so identical points are exactly 0 apart and
     * the relative error stays below about 1e-6.
     */
    public void squaredDistances(Points others, double[] out) {
        if (others.dimension != dimension || out.length < (long) count * others.count) {
            throw new IllegalArgumentException("squared distances of " + count + "x" + dimension + " to " + others.count
                    + "x" + others.dimension + " do not fit " + out.length + " numbers");
        }
        Arrays.fill(out, 0, count * others.count, 0);
        float[][] transposed = new float[DIMENSION_BLOCK][TARGET_BLOCK];
        float[] partial = new float[TARGET_BLOCK];
        for (int first = 0; first < others.count; first += TARGET_BLOCK) {
            int block = Math.min(TARGET_BLOCK, others.count - first);
            for (int from = 0; from < dimension; from += DIMENSION_BLOCK) {
                int width = Math.min(DIMENSION_BLOCK, dimension - from);
                others.transpose(first, block, from, width, transposed);
                for (int i = 0; i < count; i++) {
                    partial(i * dimension + from, width, transposed, block, partial);
                    int at = i * others.count + first;
                    for (int j = 0; j < block; j++) {
                        out[at + j] += partial[j];
                    }
                }
            }
        }
    }

    private void transpose(int first, int block, int from, int width, float[][] into) {
        for (int j = 0; j < block; j++) {
            int at = (first + j) * dimension + from;
            for (int k = 0; k < width; k++) {
                into[k][j] = values[at + k];
            }
        }
    }

    /** One row's distances to a block of targets in a block of dimensions. */
    private void partial(int at, int width, float[][] targets, int block, float[] into) {
        Arrays.fill(into, 0, block, 0);
        int k = 0;
        for (; k + 1 < width; k += 2) {
            addTwo(values[at + k], values[at + k + 1], targets[k], targets[k + 1], block, into);
        }
        if (k < width) {
            addOne(values[at + k], targets[k], block, into);
        }
    }

    // The JIT vectorises these loops because all arrays are read at the same index and the bodies are small: four
    // dimensions
    // at a time, or one array for all of them, are several times slower on JDK 17.

    private static void addTwo(float x, float y, float[] xs, float[] ys, int block, float[] into) {
        for (int j = 0; j < block; j++) {
            float dx = x - xs[j];
            float dy = y - ys[j];
            into[j] += dx * dx + dy * dy;
        }
    }

    private static void addOne(float x, float[] xs, int block, float[] into) {
        for (int j = 0; j < block; j++) {
            float dx = x - xs[j];
            into[j] += dx * dx;
        }
    }
}
