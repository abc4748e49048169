package dev.rheo.plugins.datasets.generated;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;

/** A data set whose rows are drawn one by one. */
abstract class GeneratedSet implements DataSource {
    private final String name;
    private final DataInfo info;
    private final Preparation preparation;

    /** @param classes number of labels to give out, 0 for none */
    GeneratedSet(String name, int samples, int dimension, int classes, Preparation preparation) {
        this.name = name;
        this.info = new DataInfo(SampleShape.of(dimension), classes, samples);
        this.preparation = preparation;
    }

    /** Draws one row into {@code into}; returns which part of the set it belongs to. */
    abstract int draw(Draws draws, long row, double[] into);

    @Override
    public final DataInfo info() {
        return info;
    }

    @Override
    public final Preparation preparation() {
        return preparation;
    }

    @Override
    public final Rows load(RandomStreams random) {
        Draws draws = random.at("data." + name, 0);
        int samples = (int) info.rows();
        int dimension = info.shape().size();
        float[] values = new float[Math.multiplyExact(samples, dimension)];
        int[] labels = new int[samples];
        double[] x = new double[dimension];
        for (int row = 0; row < samples; row++) {
            labels[row] = draw(draws, row, x);
            for (int k = 0; k < dimension; k++) {
                values[row * dimension + k] = (float) x[k];
            }
        }
        Points points = new Points(values, samples, dimension);
        return info.classes() == 0
                ? Rows.unlabelled(points, info.shape())
                : new Rows(points, info.shape(), labels, info.classes());
    }
}
