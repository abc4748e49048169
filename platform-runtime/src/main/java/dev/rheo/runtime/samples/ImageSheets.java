package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.SamplePictures;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.PendingFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images on sheets of at most 10 × 10: one file, or numbered ones where one does not hold them all. */
final class ImageSheets implements SampleWriter {
    private final AtomicFiles files;
    private final Path target;
    private final ImageShape shape;
    private final long sheets;
    private final int features;
    private final List<PendingFile> drawn = new ArrayList<>();
    private final float[] waiting;
    private int filled;
    private PendingFile next;
    private double low;
    private double high;

    ImageSheets(AtomicFiles files, Path target, Content content) {
        this.files = files;
        this.target = target;
        this.shape = content.image();
        this.features = content.features();
        int columns = SamplePictures.columns(shape);
        long sheet = (long) columns * columns;
        this.sheets = (content.count() - 1) / sheet + 1;
        this.waiting = new float[Math.multiplyExact((int) Math.min(sheet, content.count()), features)];
        this.low = content.low();
        this.high = content.high();
        this.next = begin();
    }

    private PendingFile begin() {
        int digits = Long.toString(sheets).length();
        String number = "-" + String.format("%0" + digits + "d", drawn.size() + 1);
        return files.begin(sheets == 1 ? target : SampleWriters.beside(target, number), "the picture");
    }

    @Override
    public void write(Samples batch) {
        float[] values = batch.values();
        for (int from = 0; from < values.length; ) {
            int part = Math.min(values.length - from, waiting.length - filled);
            System.arraycopy(values, from, waiting, filled, part);
            filled += part;
            from += part;
            if (filled == waiting.length) {
                draw();
            }
        }
    }

    private void draw() {
        float[] values = Arrays.copyOf(waiting, filled);
        if (Double.isNaN(low)) {
            ValueRange range = ValueRange.of(values);
            low = range.low();
            high = range.high();
        }
        byte[] png = SamplePictures.sheet(shape, values, low, high);
        next.write(out -> out.write(png));
        next.seal();
        drawn.add(next);
        filled = 0;
        if (drawn.size() < sheets) {
            next = begin();
        }
    }

    @Override
    public List<Path> commit() {
        if (filled > 0) {
            draw();
        }
        drawn.forEach(PendingFile::commit);
        return drawn.stream().map(PendingFile::target).toList();
    }

    @Override
    public void close() {
        drawn.forEach(PendingFile::close);
        next.close();
    }
}
