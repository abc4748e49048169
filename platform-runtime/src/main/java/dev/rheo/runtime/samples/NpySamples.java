package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.ElementType;
import dev.rheo.runtime.store.NpyWriter;
import dev.rheo.runtime.store.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An NPY file of samples, and one of their labels beside it. */
final class NpySamples implements SampleWriter {
    private final NpyWriter samples;
    private final @Nullable NpyWriter labels;

    private NpySamples(NpyWriter samples, @Nullable NpyWriter labels) {
        this.samples = samples;
        this.labels = labels;
    }

    static NpySamples begin(AtomicFiles files, Path target, Content content) {
        List<Long> shape = new ArrayList<>(List.of(content.count()));
        content.shape().forEach(size -> shape.add((long) size));
        NpyWriter samples = NpyWriter.begin(files, target, "the samples", ElementType.F32, shape);
        NpySamples writer = null;
        try {
            NpyWriter labels = content.labelled()
                    ? NpyWriter.begin(
                            files,
                            SampleWriters.beside(target, "-labels"),
                            "the labels",
                            ElementType.I64,
                            List.of(content.count()))
                    : null;
            writer = new NpySamples(samples, labels);
            return writer;
        } finally {
            if (writer == null) {
                samples.close();
            }
        }
    }

    @Override
    public void write(Samples batch) {
        samples.append(Values.of(batch.values()));
        int[] own = batch.labels();
        if (labels != null && own != null) {
            labels.append(Values.of(Arrays.stream(own).asLongStream().toArray()));
        }
    }

    @Override
    public List<Path> commit() {
        samples.seal();
        if (labels == null) {
            samples.commit();
            return List.of(samples.target());
        }
        labels.commit();
        samples.commit();
        return List.of(samples.target(), labels.target());
    }

    @Override
    public void close() {
        samples.close();
        if (labels != null) {
            labels.close();
        }
    }
}
