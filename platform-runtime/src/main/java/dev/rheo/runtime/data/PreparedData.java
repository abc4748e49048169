package dev.rheo.runtime.data;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;

/**
 * A data set split into training and held-out rows, in both units.
 *
 * @param training rows to train on, in training units
 * @param original the same rows in original units
 * @param heldOut rows that training never sees, in original units
 * @param scaling between the two units
 */
public record PreparedData(Rows training, Rows original, Rows heldOut, Scaling scaling) {
    /** Loads, checks, splits (by a permutation from the seed) and standardises. */
    public static PreparedData load(DataSource source, RandomStreams random) {
        Rows rows = source.load(random);
        check(rows);
        int n = rows.points().count();
        int kept = (int) Math.round(n * source.preparation().heldOut());
        if (kept >= n) {
            throw new DataException(
                    "holding out " + kept + " of " + n + " rows leaves nothing to train on",
                    "lower data.heldOut or add data");
        }
        int[] order = random.at("split", 0).permutation(n);
        Rows heldOut = rows.select(Arrays.copyOfRange(order, 0, kept));
        Rows original = rows.select(Arrays.copyOfRange(order, kept, n));
        Scaling scaling = Scaling.of(original, source.preparation().standardise());
        Points scaled = scaling.toTraining(original.points());
        Rows training = new Rows(scaled, rows.shape(), original.labels(), rows.classes());
        return new PreparedData(training, original, heldOut, scaling);
    }

    private static void check(Rows rows) {
        if (rows.points().count() == 0) {
            throw new DataException("the data set has no rows", "give a data set with at least one row");
        }
        float[] values = rows.points().values();
        int d = rows.points().dimension();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DataException(
                        "row " + i / d + ", column " + i % d + " of the data is " + values[i]
                                + ", but training needs finite numbers",
                        "remove or repair the row (rows and columns are counted from 0)");
            }
        }
    }
}
