package dev.rheo.runtime.report;

/**
 * Points of one dimension, row-major; the array is shared, not copied.
 *
 * @param dimensions numbers per point, at least 1
 * @param values {@code [points][dimensions]}
 */
public record PointCloud(int dimensions, float[] values) {
    public PointCloud {
        if (dimensions < 1 || values.length % dimensions != 0) {
            throw new IllegalArgumentException(values.length + " values do not make points of dimension " + dimensions);
        }
    }

    public static PointCloud empty(int dimensions) {
        return new PointCloud(dimensions, new float[0]);
    }

    public int size() {
        return values.length / dimensions;
    }

    float at(int point, int dimension) {
        return values[point * dimensions + dimension];
    }

    /** The points all of whose coordinates are finite. */
    PointCloud finite() {
        float[] kept = new float[values.length];
        int length = 0;
        for (int point = 0; point < size(); point++) {
            System.arraycopy(values, point * dimensions, kept, length, dimensions);
            length += finite(point) ? dimensions : 0;
        }
        return length == values.length ? this : new PointCloud(dimensions, java.util.Arrays.copyOf(kept, length));
    }

    /** At most {@code limit} points, evenly spaced through the cloud. */
    PointCloud thinned(int limit) {
        if (size() <= limit) {
            return this;
        }
        float[] kept = new float[limit * dimensions];
        for (int i = 0; i < limit; i++) {
            int point = (int) ((long) i * size() / limit);
            System.arraycopy(values, point * dimensions, kept, i * dimensions, dimensions);
        }
        return new PointCloud(dimensions, kept);
    }

    float[] column(int dimension) {
        float[] column = new float[size()];
        for (int point = 0; point < column.length; point++) {
            column[point] = at(point, dimension);
        }
        return column;
    }

    private boolean finite(int point) {
        for (int d = 0; d < dimensions; d++) {
            if (!Float.isFinite(at(point, d))) {
                return false;
            }
        }
        return true;
    }
}
