package dev.rheo.runtime.run;

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
     * {@code samples/samples.npy} in original units, and {@code samples/labels.npy} where there are labels; of a table, its cells
     * in {@code samples/samples.csv}.
     */
    static void write(RunDirectory directory, Rows samples, Table table) {
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
        if (!table.none()) {
            CellText cells = new CellText(table, labels != null);
            for (int i = 0; i < samples.points().count(); i++) {
                cells.add(samples.points().values(), i * table.width(), labels == null ? null : labels[i]);
            }
            directory.writeCells(cells.take());
        }
    }
}
