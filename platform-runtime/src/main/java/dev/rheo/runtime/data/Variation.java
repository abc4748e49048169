package dev.rheo.runtime.data;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.List;

/**
 * How training rows differ each time that they are seen: pictures mirrored, and quantised numbers spread over their step. What
 * row i of a step's minibatch gets is a function of (seed, step, i). Immutable.
 *
 * @param flip whether pictures are mirrored, each time with probability 1/2
 * @param steps per feature in training units; empty if numbers are not spread
 */
public record Variation(boolean flip, double[] steps) {
    /** Rows as they are. */
    public static final Variation NONE = new Variation(false, new double[0]);

    /**
     * What the data's header tells, with the step that the preparation gives.
     *
     * @throws DataException if it cannot be read, or not varied as the preparation asks
     */
    public static DataInfo header(DataSource source) {
        DataInfo info = source.info();
        Preparation preparation = source.preparation();
        double quantum = preparation.quantum() > 0 ? preparation.quantum() : info.quantum();
        if (preparation.flip() && info.shape().rank() != 3) {
            throw new DataException(
                    "flip mirrors pictures, and these samples have shape " + info.shape(),
                    "leave flip out, or give the shape as [channels, height, width]");
        }
        if (preparation.dequantise() && !(quantum > 0)) {
            throw new DataException(
                    "dequantise needs the step between neighbouring values, which the data's header does not tell",
                    "give it, for instance quantum: 1, or leave dequantise out");
        }
        if (preparation.dequantise() && !info.table().none()) {
            throw new DataException(
                    "dequantise is for numbers of one kind, such as pixels, and this data is a table",
                    "leave dequantise out; categories: code spreads the codes of categories");
        }
        return new DataInfo(
                info.shape(), info.classes(), info.rows(), quantum, info.timePoints(), info.table(), info.conditions());
    }

    static Variation of(Preparation preparation, DataInfo header, Scaling scaling) {
        double[] scale = scaling.scale();
        double[] steps = new double[preparation.dequantise() ? scale.length : 0];
        for (int k = 0; k < steps.length; k++) {
            steps[k] = header.quantum() / scale[k];
        }
        return new Variation(preparation.flip(), steps);
    }

    /** The rows of the steps from {@code first} on, equally many of each, varied; they may be written to. */
    public Rows apply(Rows rows, long first, int count, RandomStreams random) {
        if (!flip && steps.length == 0) {
            return rows;
        }
        int batch = rows.points().count() / count;
        Points points = rows.points();
        float[] values = points.values().clone();
        for (int i = 0; i < count; i++) {
            if (flip) {
                flip(values, i * batch, batch, rows.shape(), random.at("flip", first + i));
            }
            if (steps.length > 0) {
                spread(values, i * batch, batch, random.at("dequantise", first + i));
            }
        }
        Points varied = new Points(values, points.count(), points.dimension());
        return new Rows(varied, rows.shape(), rows.labels(), rows.classes(), rows.times(), rows.conditions());
    }

    private static void flip(float[] values, int from, int batch, SampleShape shape, Draws draws) {
        List<Integer> sizes = shape.dimensions();
        int width = sizes.get(sizes.size() - 1);
        int lines = shape.size() / width;
        for (int i = 0; i < batch; i++) {
            if (draws.uniform(i, 0) < 0.5) {
                for (int line = 0; line < lines; line++) {
                    mirror(values, ((from + i) * lines + line) * width, width);
                }
            }
        }
    }

    private static void mirror(float[] values, int at, int width) {
        for (int left = at, right = at + width - 1; left < right; left++, right--) {
            float kept = values[left];
            values[left] = values[right];
            values[right] = kept;
        }
    }

    private void spread(float[] values, int from, int batch, Draws draws) {
        int d = steps.length;
        for (int i = 0; i < batch; i++) {
            for (int k = 0; k < d; k++) {
                values[(from + i) * d + k] += (float) (steps[k] * draws.uniform(i, k));
            }
        }
    }
}
