package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.PendingFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A CSV file: {@code x0,x1,…,label}. Numbers are written so that the same float32 is read back. */
final class CsvSamples implements SampleWriter {
    private static final int PIECE = 1 << 16;

    private final PendingFile file;
    private final int features;
    private final StringBuilder text = new StringBuilder();

    CsvSamples(AtomicFiles files, Path target, Content content) {
        file = files.begin(target, "the samples");
        features = content.features();
        for (int k = 0; k < features; k++) {
            text.append(k == 0 ? "x" : ",x").append(k);
        }
        text.append(content.labelled() ? ",label\n" : "\n");
    }

    @Override
    public void write(Samples batch) {
        int[] labels = batch.labels();
        for (int i = 0; i < batch.count(); i++) {
            for (int k = 0; k < features; k++) {
                text.append(k == 0 ? "" : ",").append(batch.values()[i * features + k]);
            }
            if (labels != null) {
                text.append(',').append(labels[i]);
            }
            text.append('\n');
            if (text.length() >= PIECE) {
                flush();
            }
        }
    }

    private void flush() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        file.write(out -> out.write(bytes));
        text.setLength(0);
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
