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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An NPY file of samples, and those of their labels and conditions beside it. */
final class NpySamples implements SampleWriter {
    private final NpyWriter samples;
    private final List<Beside> besides;

    /** A further file, and what of a batch goes there. */
    private record Beside(NpyWriter writer, Function<Samples, @Nullable Values> values) {}

    private NpySamples(NpyWriter samples, List<Beside> besides) {
        this.samples = samples;
        this.besides = besides;
    }

    static NpySamples begin(AtomicFiles files, Path target, Content content) {
        List<Long> shape = new ArrayList<>(List.of(content.count()));
        content.shape().forEach(size -> shape.add((long) size));
        NpySamples writer = new NpySamples(
                NpyWriter.begin(files, target, "the samples", ElementType.F32, shape), new ArrayList<>());
        boolean begun = false;
        try {
            writer.beside(files, content);
            begun = true;
            return writer;
        } finally {
            if (!begun) {
                writer.close();
            }
        }
    }

    private void beside(AtomicFiles files, Content content) {
        Path target = samples.target();
        if (content.labelled()) {
            Path file = SampleWriters.beside(target, "-labels");
            besides.add(new Beside(
                    NpyWriter.begin(files, file, "the labels", ElementType.I64, List.of(content.count())),
                    NpySamples::labels));
        }
        if (!content.conditions().isEmpty()) {
            Path file = SampleWriters.beside(target, "-conditions");
            List<Long> shape =
                    List.of(content.count(), (long) content.conditions().size());
            besides.add(new Beside(
                    NpyWriter.begin(files, file, "the conditions", ElementType.F32, shape), NpySamples::conditions));
        }
    }

    private static @Nullable Values labels(Samples batch) {
        int[] labels = batch.labels();
        return labels == null
                ? null
                : Values.of(Arrays.stream(labels).asLongStream().toArray());
    }

    private static @Nullable Values conditions(Samples batch) {
        float[] conditions = batch.conditions();
        return conditions == null ? null : Values.of(conditions);
    }

    @Override
    public void write(Samples batch) {
        samples.append(Values.of(batch.values()));
        for (Beside beside : besides) {
            Values own = beside.values.apply(batch);
            if (own != null) {
                beside.writer.append(own);
            }
        }
    }

    @Override
    public List<Path> commit() {
        samples.seal();
        List<Path> written = new ArrayList<>(List.of(samples.target()));
        for (Beside beside : besides) {
            beside.writer.commit();
            written.add(beside.writer.target());
        }
        samples.commit();
        return written;
    }

    @Override
    public void close() {
        samples.close();
        besides.forEach(beside -> beside.writer.close());
    }
}
