package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.SamplePictures;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.PendingFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** One picture of samples on their way: a row of images each, or lines through the plane. */
final class PathPicture implements SampleWriter {
    private final PendingFile file;
    private final Content content;
    private final Supplier<double[]> times;
    private final float[] values;
    private int filled;

    /**
     * @param content of one sample at one time
     * @param count how many times
     * @param times what they are, asked for once all is written
     */
    PathPicture(AtomicFiles files, Path target, Content content, int count, Supplier<double[]> times) {
        file = files.begin(target, "the picture");
        this.content = content;
        this.times = times;
        values = new float[Math.toIntExact(content.count()) * count * content.features()];
    }

    @Override
    public void write(Samples batch) {
        System.arraycopy(batch.values(), 0, values, filled, batch.values().length);
        filled += batch.values().length;
    }

    @Override
    public List<Path> commit() {
        byte[] png = content.isImage() ? images() : SamplePictures.trajectories(times.get(), values);
        file.write(out -> out.write(png));
        file.commit();
        return List.of(file.target());
    }

    private byte[] images() {
        ImageShape shape = content.image();
        double low = content.low();
        double high = content.high();
        if (Double.isNaN(low)) {
            ValueRange range = ValueRange.of(values);
            low = range.low();
            high = range.high();
        }
        return SamplePictures.path(shape, times.get(), values, low, high);
    }

    @Override
    public void close() {
        file.close();
    }
}
