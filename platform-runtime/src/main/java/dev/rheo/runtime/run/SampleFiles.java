package dev.rheo.runtime.run;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.data.CellText;
import dev.rheo.runtime.store.RunDirectory;
import dev.rheo.runtime.store.Values;
import java.util.Arrays;
import java.util.List;

/** Writes samples where a run keeps them. */
final class SampleFiles {
    private SampleFiles() {}

    /**
     * {@code samples/samples.npy} in original units, and {@code samples/labels.npy} and {@code conditions.npy} where there are any;
     * of a table, its cells in {@code samples/samples.csv}.
     *
     * @param beside names of the conditions
     */
    static void write(RunDirectory directory, Rows samples, Table table, List<String> beside) {
        List<Integer> sample = samples.shape().dimensions();
        long[] shape = new long[sample.size() + 1];
        shape[0] = samples.points().count();
        for (int i = 0; i < sample.size(); i++) {
            shape[i + 1] = sample.get(i);
        }
        directory.writeSamples(Values.of(samples.points().values()), shape);
        int[] labels = samples.labels();
        if (labels != null) {
            directory.writeLabels(Arrays.stream(labels).asLongStream().toArray());
        }
        Points conditions = samples.conditions();
        if (conditions != null) {
            directory.writeConditions(Values.of(conditions.values()), conditions.count(), conditions.dimension());
        }
        if (!table.none()) {
            CellText cells = new CellText(table, beside, labels != null);
            float[] none = new float[0];
            for (int i = 0; i < samples.points().count(); i++) {
                float[] own = conditions == null ? none : conditions.slice(i, 1).values();
                cells.add(samples.points().values(), i * table.width(), own, labels == null ? null : labels[i]);
            }
            directory.writeCells(cells.take());
        }
    }
}
