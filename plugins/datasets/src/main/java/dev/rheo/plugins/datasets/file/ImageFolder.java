package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;

/**
 * The PNG and JPEG files of a folder and of its sub-folders, in the order of their paths; each is a sample of shape
 * (channels, height, width). Hidden files are passed over. Grey is 0.299 R + 0.587 G + 0.114 B; transparency is laid on
 * white. {@link #info()} looks at the first picture only.
 */
@RheoComponent(name = "images", summary = "A folder of PNG or JPEG pictures.")
public final class ImageFolder implements DataSource {
    /** The channels of a sample. */
    public enum Colour {
        GREY,
        RGB
    }

    /** How a picture comes to another size. */
    public enum Fit {
        /** Its proportions change. */
        STRETCH,
        /** What is too long for the proportions asked for is cut off evenly at both ends first. */
        CROP
    }

    /** What {@code images} may be told. */
    public record Config(
            @Option("The folder.") Path path,

            @Option(value = "Channels of a sample: grey (1) or rgb (3).", defaultsTo = "rgb")
            Colour colour,

            @Option(
                    value =
                            "Height and width to resize to (area-averaging bilinear, see fit); empty if all pictures have the"
                                    + " same size.",
                    defaultsTo = "[]",
                    max = 2)
            List<Integer> size,

            @Option(
                    value =
                            "How pictures of other proportions come to that size: stretch (proportions are not kept) or crop (the"
                                    + " middle of the picture is taken).",
                    defaultsTo = "stretch")
            Fit fit,

            @Option(value = Pixels.MEANING, defaultsTo = "symmetric")
            Pixels pixels,

            @Option(
                    value = "Whether the sub-folders are classes, numbered from 0 in alphabetical order.",
                    defaultsTo = "false")
            boolean labels,

            @Inline Preparation preparation)
            implements ComponentConfig {
        /** Stretched to the size, if there is one. */
        Config(Path path, Colour colour, List<Integer> size, Pixels pixels, boolean labels, Preparation preparation) {
            this(path, colour, size, Fit.STRETCH, pixels, labels, preparation);
        }

        @Override
        public void check(Problems problems) {
            double pixels = size.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
            if (pixels > ImageFile.MOST_PIXELS
                    || size.size() == 1
                    || size.stream().anyMatch(length -> length < 1)) {
                problems.error("size", size + " is not a height and a width", "write for instance size: [32, 32]");
            }
        }
    }

    private final Config config;

    @Inject
    public ImageFolder(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        ImageFiles files = ImageFiles.list(config.path(), config.labels());
        SampleShape shape = shape(new ImageFile(files.paths().get(0)));
        return new DataInfo(shape, files.classes(), files.paths().size(), quantum());
    }

    @Override
    public Rows load(RandomStreams random) {
        ImageFiles files = ImageFiles.list(config.path(), config.labels());
        SampleShape shape = shape(new ImageFile(files.paths().get(0)));
        int rows = files.paths().size();
        Floats.demandRoom(config.path().toString(), (double) rows * shape.size());
        float[] values = new float[rows * shape.size()];
        for (int row = 0; row < rows; row++) {
            read(new ImageFile(files.paths().get(row)), shape, values, row * shape.size());
        }
        Points points = new Points(values, rows, shape.size());
        int[] labels = files.labels();
        return config.labels() ? new Rows(points, shape, labels, files.classes()) : Rows.unlabelled(points, shape);
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }

    /** Known of channels as they are stored: resizing and mixing channels to grey leave values between the steps. */
    private double quantum() {
        return config.colour() == Colour.RGB && config.size().isEmpty()
                ? config.pixels().step()
                : 0;
    }

    private SampleShape shape(ImageFile first) {
        int channels = config.colour() == Colour.GREY ? 1 : 3;
        if (!config.size().isEmpty()) {
            return SampleShape.of(channels, config.size().get(0), config.size().get(1));
        }
        ImageFile.Size size = first.size();
        return SampleShape.of(channels, size.height(), size.width());
    }

    private void read(ImageFile image, SampleShape shape, float[] into, int offset) {
        int height = shape.dimensions().get(1);
        int width = shape.dimensions().get(2);
        PixelGrid grid = image.pixels();
        if (grid.height() != height || grid.width() != width) {
            if (config.size().isEmpty()) {
                throw new DataFile(image.path())
                        .wrong(
                                "is " + grid.height() + " high and " + grid.width() + " wide, the first picture "
                                        + height + " and " + width,
                                "make all pictures the same size, or give size: [height, width] to resize them");
            }
            grid = (config.fit() == Fit.CROP ? grid.crop(height, width) : grid).resize(height, width);
        }
        grid.write(shape.dimensions().get(0) == 1, config.pixels(), into, offset);
    }
}
