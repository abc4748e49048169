package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.ImageSet;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.Pictures.Images;
import dev.rheo.runtime.report.Pictures.NoiseToImage;
import dev.rheo.runtime.report.Pictures.Plane;
import dev.rheo.runtime.report.Pictures.Trajectories;
import java.util.List;

/** Pictures of samples on their own, each the bytes of a PNG file. Stateless and thread-safe. */
public final class SamplePictures {
    private static final int WIDEST_SHEET = 2048;
    private static final int MOST_COLUMNS = 10;
    private static final int CELLS = 160;
    private static final int DOTS = 10_000;

    private SamplePictures() {}

    /** How many images of this shape stand in a row of a {@link #sheet}, and how many rows it has. */
    public static int columns(ImageShape shape) {
        double cell = ImageGrid.whole(shape, ImageFigures.CELL, 0, 0).width(1) * Canvas.SCALE;
        return (int) Math.max(1, Math.min(MOST_COLUMNS, WIDEST_SHEET / cell));
    }

    /**
     * Images in rows.
     *
     * @param values {@code [images][channels][height][width]}, at most the square of {@link #columns} images
     * @param low value shown black
     * @param high value shown white
     */
    public static byte[] sheet(ImageShape shape, float[] values, double low, double high) {
        ImageSet none = new ImageSet(new float[0], new int[0]);
        Images images = new Images(shape, low, high, none, new ImageSet(values, new int[0]), NoiseToImage.none());
        return Gallery.light(new ImageFigures(images).sheet(columns(shape)));
    }

    /**
     * Images on their way, a row for each sample and a column for each time.
     *
     * @param times increasing
     * @param values {@code [samples][times][channels][height][width]}
     * @param low value shown black
     * @param high value shown white
     */
    public static byte[] path(ImageShape shape, double[] times, float[] values, double low, double high) {
        ImageSet none = new ImageSet(new float[0], new int[0]);
        NoiseToImage way = new NoiseToImage(single(times), values);
        int samples = way.samples(shape.size());
        Images images = new Images(shape, low, high, none, none, way);
        return Gallery.light(new ImageFigures(images).path(samples, times.length));
    }

    /**
     * Lines through the plane.
     *
     * @param times increasing
     * @param positions {@code [samples][times][2]}
     */
    public static byte[] trajectories(double[] times, float[] positions) {
        PointCloud none = PointCloud.empty(2);
        Trajectories ways = new Trajectories(single(times), positions);
        Plane plane = new Plane(new PointCloud(2, positions), none, none, List.of(), ways, List.of());
        return Gallery.light(new PlaneFigures(plane).trajectories());
    }

    private static float[] single(double[] times) {
        float[] single = new float[times.length];
        for (int i = 0; i < times.length; i++) {
            single[i] = (float) times[i];
        }
        return single;
    }

    /**
     * Points of the plane, and their density.
     *
     * @param points all, or the first of many
     * @param all how many there are
     */
    public static byte[] plane(PointCloud points, long all) {
        PointCloud finite = points.finite();
        Window window = Window.around(List.of(finite));
        Panels panels = new Panels(Scatters.WIDTH, 2, 2, window.aspect(), 40, ColorBar.SPACE);
        String drawn = "n = " + Numbers.count(points.size()) + (all > points.size() ? " of " + Numbers.count(all) : "");
        Density density = Density.of(finite, window, CELLS);
        return Gallery.light(new Figure("plane.png", "Samples", "", Scatters.WIDTH, panels.height(), canvas -> {
            Axes dots = new Axes(window, panels.box(0));
            dots.gridLines(canvas);
            dots.scatter(canvas, finite.thinned(DOTS), canvas.theme().samples());
            Axes heat = new Axes(window, panels.box(1));
            canvas.clip(heat.box());
            canvas.image(PlaneFigures.heat(density), heat.box(), true);
            canvas.unclip();
            dots.frame(canvas, true, true);
            heat.frame(canvas, true, false);
            panels.title(canvas, 0, "Samples", drawn);
            panels.title(canvas, 1, "Density", "peak " + Numbers.shown(density.peak()));
            List<ColorBar.Mark> marks = List.of(new ColorBar.Mark(0, "0"), new ColorBar.Mark(1, "peak"));
            new ColorBar(ColorBar.beside(panels.box(1)), "density", marks, 0, 1).paint(canvas);
        }));
    }
}
