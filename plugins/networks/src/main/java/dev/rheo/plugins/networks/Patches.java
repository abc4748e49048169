package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;

/**
 * A sample as tokens: an image (channels x height x width) in squares, a series (channels x length) or a vector (length)
 * in stretches, row after row (Dosovitskiy et al. 2021, 3.1).
 *
 * @param shape of the sample
 * @param patchSize pixels along a side of a square, or numbers in a stretch
 */
record Patches(Shape shape, int patchSize) {
    private static final double MAX_PERIOD = 10_000;

    static Support support(NetworkSpec spec, int patchSize) {
        Shape shape = spec.sample();
        if (shape.rank() > 3) {
            return Support.no(
                    "it takes images, series and vectors, not samples of shape " + shape,
                    "Give the data a shape of at most three axes.");
        }
        for (int axis = shape.rank() == 1 ? 0 : 1; axis < shape.rank(); axis++) {
            if (shape.at(axis) % patchSize != 0) {
                return Support.no(
                        "samples of shape " + shape + " do not split into patches of " + patchSize,
                        "Set network.patchSize to a divisor of " + shape.at(axis) + ", or resize the data.");
            }
        }
        return Heads.support(spec);
    }

    private long channels() {
        return shape.rank() == 1 ? 1 : shape.at(0);
    }

    private boolean flat() {
        return shape.rank() == 3;
    }

    private long high() {
        return flat() ? patchSize : 1;
    }

    private long rows() {
        return flat() ? shape.at(1) / patchSize : 1;
    }

    private long columns() {
        return shape.at(-1) / patchSize;
    }

    /** Number of patches. */
    long count() {
        return rows() * columns();
    }

    /** Numbers in a patch. */
    long size() {
        return channels() * high() * patchSize;
    }

    /** The same squares of a sample of another number of channels. */
    Patches with(Shape other) {
        return new Patches(other, patchSize);
    }

    /** (B x sample) to (B x patches x numbers), channel by channel within a patch. */
    Value split(NetworkBuilder net, Value x) {
        Value grid = net.reshape(x, Shape.batch(channels(), rows(), high(), columns(), patchSize));
        return net.reshape(net.permute(grid, 0, 2, 4, 1, 3, 5), Shape.batch(count(), size()));
    }

    /** The way back. */
    Value join(NetworkBuilder net, Value patches) {
        Value grid = net.reshape(patches, Shape.batch(rows(), columns(), channels(), high(), patchSize));
        return net.reshape(net.permute(grid, 0, 3, 1, 4, 2, 5), shape.batched());
    }

    /**
     * Fixed positions [sin, cos] of the column, then of the row, at frequencies 10000^(−j/n); along one axis alone, of
     * that one.
     *
     * @param width a multiple of 4
     * @return (patches x width)
     */
    Value positions(NetworkBuilder net, long width) {
        double[] columns = new double[(int) count()];
        double[] rows = new double[(int) count()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i % columns();
            rows[i] = (double) (i / columns());
        }
        return flat()
                ? net.cat(1, waves(net, columns, width / 2), waves(net, rows, width / 2))
                : waves(net, columns, width);
    }

    private static Value waves(NetworkBuilder net, double[] positions, long width) {
        double[] frequencies = new double[(int) (width / 2)];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = Math.pow(MAX_PERIOD, -(double) j / frequencies.length);
        }
        Value at = net.constant(Shape.of(positions.length, 1), positions);
        Value phase = net.mul(at, net.constant(Shape.of(frequencies.length), frequencies));
        return net.cat(1, net.sin(phase), net.cos(phase));
    }
}
