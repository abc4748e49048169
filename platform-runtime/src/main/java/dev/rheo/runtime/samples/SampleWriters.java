package dev.rheo.runtime.samples;

import dev.rheo.api.data.Table;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.store.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Begins files of samples. */
public final class SampleWriters {
    /** Samples in the rows of a picture of images on their way. */
    public static final int MOST_ROWS = 20;

    /** Times in such a picture. */
    public static final int MOST_TIMES = 20;

    private static final int MOST_LINES = 10_000;

    private SampleWriters() {}

    /**
     * What is going to be written.
     *
     * @param count number of samples
     * @param shape sizes of one
     * @param labelled whether they have labels
     * @param table columns of a table of cells
     * @param low value that pictures show black; NaN for the smallest of the first picture
     * @param high value that pictures show white; NaN for the largest of the first picture
     */
    public record Content(
            long count,
            List<Integer> shape,
            boolean labelled,
            List<String> conditions,
            Table table,
            double low,
            double high) {
        public Content {
            shape = List.copyOf(shape);
            conditions = List.copyOf(conditions);
        }

        /** Of a model without conditions. */
        public Content(long count, List<Integer> shape, boolean labelled, Table table, double low, double high) {
            this(count, shape, labelled, List.of(), table, low, high);
        }

        /** Of data that is just numbers. */
        public Content(long count, List<Integer> shape, boolean labelled, double low, double high) {
            this(count, shape, labelled, Table.NONE, low, high);
        }

        Table columns() {
            return table.none() ? Table.ofNumbers(features()) : table;
        }

        int features() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }

        boolean isImage() {
            return shape.size() == 3;
        }

        ImageShape image() {
            return new ImageShape(shape.get(0), shape.get(1), shape.get(2));
        }
    }

    /** Why samples of a shape cannot be written so; empty if they can. */
    public static Optional<String> refusal(SampleFormat format, List<Integer> shape) {
        boolean drawable = shape.size() == 3 || shape.equals(List.of(2));
        return format != SampleFormat.PNG || drawable
                ? Optional.empty()
                : Optional.of(
                        "pictures are of images or of points in the plane, and these samples have shape " + shape);
    }

    /**
     * Begins the files of a draw; what is wrong with the place shows here, before anything is drawn.
     *
     * @param target the file, or the first of several
     * @throws dev.rheo.runtime.store.StoreException if nothing can be written there
     */
    public static SampleWriter begin(SampleFormat format, AtomicFiles files, Path target, Content content) {
        return switch (format) {
            case NPY -> NpySamples.begin(files, target, content);
            case CSV -> new CsvSamples(files, target, content);
            case PNG ->
                content.isImage() ? new ImageSheets(files, target, content) : new PlanePicture(files, target, content);
        };
    }

    /** Why the ways of samples cannot be written so; empty if they can. */
    public static Optional<String> refusal(SampleFormat format, Content content, int times) {
        boolean images = content.isImage();
        if (format == SampleFormat.CSV || !content.table().none()) {
            return Optional.of("the ways of samples are numbers at several times, which a table has no place for");
        }
        if (format == SampleFormat.PNG && images && (content.count() > MOST_ROWS || times > MOST_TIMES)) {
            return Optional.of("a picture holds the ways of " + MOST_ROWS + " images at " + MOST_TIMES + " times, and "
                    + content.count() + " at " + times + " were asked for");
        }
        return format == SampleFormat.PNG && content.count() > MOST_LINES
                ? Optional.of("a picture holds the ways of " + MOST_LINES + " points, and " + content.count()
                        + " were asked for")
                : refusal(format, content.shape());
    }

    /**
     * Begins the files of samples with what they were at several times: they are written as samples whose shape begins with the
     * number of times.
     *
     * @param content of one sample at one time
     * @param count how many times
     * @param times what they are, asked for once all is written
     * @throws dev.rheo.runtime.store.StoreException if nothing can be written there
     */
    public static SampleWriter beginPaths(
            SampleFormat format, AtomicFiles files, Path target, Content content, int count, Supplier<double[]> times) {
        if (format == SampleFormat.PNG) {
            return new PathPicture(files, target, content, count, times);
        }
        List<Integer> shape = new ArrayList<>(List.of(count));
        shape.addAll(content.shape());
        return NpySamples.begin(
                files, target, new Content(content.count(), shape, content.labelled(), content.low(), content.high()));
    }

    /** {@code samples.npy} and {@code -labels} make {@code samples-labels.npy}. */
    static Path beside(Path target, String addition) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot <= 0 ? name : name.substring(0, dot);
        return target.resolveSibling(stem + addition + name.substring(stem.length()));
    }
}
