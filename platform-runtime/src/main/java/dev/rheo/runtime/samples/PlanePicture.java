package dev.rheo.runtime.samples;

import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.report.PointCloud;
import dev.rheo.runtime.report.SamplePictures;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.PendingFile;
import java.nio.file.Path;
import java.util.List;

/** A picture of points in the plane; of very many it shows the first. */
final class PlanePicture implements SampleWriter {
    private static final int MOST = 200_000;

    private final PendingFile file;
    private final long count;
    private final float[] points;
    private int filled;

    PlanePicture(AtomicFiles files, Path target, Content content) {
        file = files.begin(target, "the picture");
        count = content.count();
        points = new float[2 * (int) Math.min(MOST, count)];
    }

    @Override
    public void write(Samples batch) {
        int part = Math.min(batch.values().length, points.length - filled);
        System.arraycopy(batch.values(), 0, points, filled, part);
        filled += part;
    }

    @Override
    public List<Path> commit() {
        byte[] png = SamplePictures.plane(new PointCloud(2, points), count);
        file.write(out -> out.write(png));
        file.commit();
        return List.of(file.target());
    }

    @Override
    public void close() {
        file.close();
    }
}
