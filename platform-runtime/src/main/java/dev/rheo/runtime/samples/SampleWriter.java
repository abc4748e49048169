package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the samples of one draw, batch by batch, under temporary names. Closed before it was {@linkplain #commit
 * committed}, it leaves what was there before as it was. Used by one thread; methods throw {@link
 * dev.rheo.runtime.store.StoreException}.
 */
public interface SampleWriter extends AutoCloseable {
    /** Writes the next batch. */
    void write(Samples batch);

    /** Puts the files in their places once all samples have been written, and names them, the most telling first. */
    List<Path> commit();

    @Override
    void close();
}
