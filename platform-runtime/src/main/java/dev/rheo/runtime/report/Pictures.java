package dev.rheo.runtime.report;

import java.util.List;

/**
 * What there is to draw, by kind of data. Anything that is missing is empty, and its picture is left out. All values in
 * the data's original units; arrays are shared, not copied.
 */
public sealed interface Pictures {
    /** Nothing to draw, for example a run that ended before it sampled. */
    record None() implements Pictures {}

    /**
     * Two-dimensional data.
     *
     * @param data held-out or training points
     * @param samples what the model generated
     * @param source points at t = 0, empty if not wanted
     * @param densities the generated points on their way, by increasing time
     * @param trajectories of some samples
     * @param velocities the learned field at some times
     * @param shades the continuous conditions of data and samples
     */
    record Plane(
            PointCloud data,
            PointCloud samples,
            PointCloud source,
            List<Snapshot> densities,
            Trajectories trajectories,
            List<VelocityField> velocities,
            List<Shade> shades)
            implements Pictures {
        /** Without conditions. */
        public Plane(
                PointCloud data,
                PointCloud samples,
                PointCloud source,
                List<Snapshot> densities,
                Trajectories trajectories,
                List<VelocityField> velocities) {
            this(data, samples, source, densities, trajectories, velocities, List.of());
        }

        public Plane {
            densities = List.copyOf(densities);
            velocities = List.copyOf(velocities);
            shades = List.copyOf(shades);
            for (PointCloud cloud : List.of(data, samples, source)) {
                if (cloud.dimensions() != 2) {
                    throw new IllegalArgumentException("a plane has 2 dimensions, not " + cloud.dimensions());
                }
            }
        }
    }

    /**
     * A condition beside points of the plane.
     *
     * @param data rows of x, y and the condition
     * @param samples likewise, with the condition that each was asked for
     */
    record Shade(String name, PointCloud data, PointCloud samples) {
        public Shade {
            if (data.dimensions() != 3 || samples.dimensions() != 3) {
                throw new IllegalArgumentException("rows of x, y and the condition have 3 numbers");
            }
        }
    }

    /**
     * Images.
     *
     * @param shape of every image
     * @param low value shown black
     * @param high value shown white; values outside are clipped
     * @param real images of the data
     * @param generated images of the model
     * @param path from noise to image
     * @param reconstructed the first of the real images, encoded and decoded; empty for a flow of the data itself
     */
    record Images(
            ImageShape shape,
            double low,
            double high,
            ImageSet real,
            ImageSet generated,
            NoiseToImage path,
            float[] reconstructed)
            implements Pictures {
        public Images(ImageShape shape, double low, double high, ImageSet real, ImageSet generated, NoiseToImage path) {
            this(shape, low, high, real, generated, path, new float[0]);
        }

        public Images {
            int size = shape.size();
            if (real.values().length % size != 0
                    || generated.values().length % size != 0
                    || reconstructed.length % size != 0
                    || reconstructed.length > real.values().length
                    || path.values().length != path.samples(size) * path.times().length * size) {
                throw new IllegalArgumentException("values do not make whole images of " + shape);
            }
        }
    }

    /**
     * Data of any other dimension.
     *
     * @param names of the features, or empty
     * @param data real points
     * @param samples generated points, of the same dimension
     */
    record Features(List<String> names, PointCloud data, PointCloud samples) implements Pictures {
        public Features {
            names = List.copyOf(names);
            if (data.dimensions() != samples.dimensions()) {
                throw new IllegalArgumentException(
                        "data of dimension " + data.dimensions() + ", samples of " + samples.dimensions());
            }
        }
    }

    /** The points of one time. */
    record Snapshot(double time, PointCloud points) {}

    /**
     * Paths of points through the plane.
     *
     * @param times of the save points, increasing
     * @param positions {@code [points][times][2]}
     */
    record Trajectories(float[] times, float[] positions) {
        public Trajectories {
            if (times.length == 0 ? positions.length != 0 : positions.length % (2 * times.length) != 0) {
                throw new IllegalArgumentException(
                        positions.length + " positions do not make trajectories of " + times.length + " times");
            }
        }

        public static Trajectories none() {
            return new Trajectories(new float[0], new float[0]);
        }

        int size() {
            return times.length == 0 ? 0 : positions.length / (2 * times.length);
        }

        float at(int point, int time, int axis) {
            return positions[(point * times.length + time) * 2 + axis];
        }
    }

    /**
     * A vector field on a grid.
     *
     * @param time flow time
     * @param x grid abscissae
     * @param y grid ordinates
     * @param velocity {@code [y][x][2]}, units of the data per unit of time
     */
    record VelocityField(double time, float[] x, float[] y, float[] velocity) {
        public VelocityField {
            if (velocity.length != 2 * x.length * y.length) {
                throw new IllegalArgumentException(
                        "velocity needs " + 2 * x.length * y.length + " numbers, got " + velocity.length);
            }
        }

        float at(int column, int row, int axis) {
            return velocity[(row * x.length + column) * 2 + axis];
        }
    }

    /** Shape of an image, channels first. */
    record ImageShape(int channels, int height, int width) {
        public ImageShape {
            if (channels < 1 || height < 1 || width < 1) {
                throw new IllegalArgumentException("no image is " + channels + "x" + height + "x" + width);
            }
        }

        int size() {
            return channels * height * width;
        }
    }

    /**
     * Images with or without labels.
     *
     * @param values {@code [images][channels][height][width]}
     * @param labels one per image, or empty
     */
    record ImageSet(float[] values, int[] labels) {}

    /**
     * Images on their way from noise.
     *
     * @param times increasing from 0 to 1
     * @param values {@code [samples][times][channels][height][width]}
     */
    record NoiseToImage(float[] times, float[] values) {
        public static NoiseToImage none() {
            return new NoiseToImage(new float[0], new float[0]);
        }

        int samples(int imageSize) {
            return times.length == 0 ? 0 : values.length / (times.length * imageSize);
        }
    }
}
