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
    private static final int TARGET_BLOCK = 512;
    private static final int DIMENSION_BLOCK = 32;

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
            System.arraycopy(values, index[i] * dimension, rows, i * dimension, dimension);
        }
        return new Points(rows, index.length, dimension);
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
        float[] transposed = new float[TARGET_BLOCK * dimension];
        float[] partial = new float[TARGET_BLOCK];
        for (int first = 0; first < others.count; first += TARGET_BLOCK) {
            int block = Math.min(TARGET_BLOCK, others.count - first);
            others.transpose(first, block, transposed);
            for (int i = 0; i < count; i++) {
                row(i, transposed, block, partial, out, i * others.count + first);
            }
        }
    }

    private void transpose(int first, int block, float[] into) {
        for (int j = 0; j < block; j++) {
            for (int k = 0; k < dimension; k++) {
                into[k * block + j] = values[(first + j) * dimension + k];
            }
        }
    }

    /** The inner loops run over targets, with independent accumulators, so that the JIT vectorises them. */
    private void row(int i, float[] transposed, int block, float[] partial, double[] out, int at) {
        Arrays.fill(out, at, at + block, 0);
        for (int from = 0; from < dimension; from += DIMENSION_BLOCK) {
            int to = Math.min(dimension, from + DIMENSION_BLOCK);
            Arrays.fill(partial, 0, block, 0);
            for (int k = from; k < to; k++) {
                float x = values[i * dimension + k];
                int column = k * block;
                for (int j = 0; j < block; j++) {
                    float difference = x - transposed[column + j];
                    partial[j] += difference * difference;
                }
            }
            for (int j = 0; j < block; j++) {
                out[at + j] += partial[j];
            }
        }
    }
}
