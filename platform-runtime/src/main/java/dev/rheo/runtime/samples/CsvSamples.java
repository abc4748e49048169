package dev.rheo.runtime.samples;

import dev.rheo.runtime.data.CellText;
import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.PendingFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A CSV file: the cells of a table under the names of its columns, else {@code x0,x1,…}; {@code label} last. */
final class CsvSamples implements SampleWriter {
    private static final float[] NONE = {};
    private static final int PIECE = 1 << 16;

    private final PendingFile file;
    private final int features;
    private final CellText text;
    private final int conditions;

    CsvSamples(AtomicFiles files, Path target, Content content) {
        file = files.begin(target, "the samples");
        features = content.features();
        text = new CellText(content.columns(), content.conditions(), content.labelled());
        conditions = content.conditions().size();
    }

    @Override
    public void write(Samples batch) {
        int[] labels = batch.labels();
        for (int i = 0; i < batch.count(); i++) {
            float[] beside = batch.conditions();
            float[] own = beside == null ? NONE : Arrays.copyOfRange(beside, i * conditions, (i + 1) * conditions);
            text.add(batch.values(), i * features, own, labels == null ? null : labels[i]);
            if (text.length() >= PIECE) {
                flush();
            }
        }
    }

    private void flush() {
        byte[] bytes = text.take().getBytes(StandardCharsets.UTF_8);
        file.write(out -> out.write(bytes));
    }

    @Override
    public List<Path> commit() {
        flush();
        file.commit();
        return List.of(file.target());
    }

    @Override
    public void close() {
        file.close();
    }
}
