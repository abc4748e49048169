package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.Plane;
import dev.rheo.runtime.report.Pictures.Snapshot;
import dev.rheo.runtime.report.Pictures.Trajectories;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Pictures of two-dimensional data, all on the same equal axes. */
final class PlaneFigures {
    private static final int CELLS = 112;
    private static final int LINES = 250;
    private static final int NARROW = 640;

    private final Plane plane;
    private final Window window;

    PlaneFigures(Plane plane) {
        this.plane = plane;
        this.window = Window.around(List.of(plane.data(), plane.samples(), plane.source()));
    }

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        if (plane.data().size() + plane.samples().size() > 0) {
            String caption = "Real points and generated ones on the same, equal axes."
                    + Captions.notFinite("data points", plane.data())
                    + Captions.notFinite("samples", plane.samples());
            Window near = Window.around(List.of(plane.data(), plane.samples()));
            figures.add(new Scatters(plane.data(), plane.samples(), near, "x\u2081", "x\u2082")
                    .figure("samples.png", "Data against samples", caption));
        }
        if (!plane.shades().isEmpty()) {
            Window near = Window.around(List.of(plane.data(), plane.samples()));
            figures.add(new ShadedFigure(plane.shades(), near).figure());
        }
        if (!plane.densities().isEmpty()) {
            figures.add(densities());
        }
        if (plane.trajectories().size() > 0) {
            figures.add(trajectories());
        }
        if (!plane.velocities().isEmpty()) {
            figures.add(new VelocityFigure(plane.velocities(), plane.densities(), window).figure());
        }
        return figures;
    }

    private Figure densities() {
        int count = plane.densities().size();
        int columns = count <= 4 ? count : count <= 6 ? 3 : 4;
        Panels panels = new Panels(
                Scatters.WIDTH, Math.max(1, count), Math.max(3, columns), window.aspect(), 24, ColorBar.SPACE);
        List<Density> densities = plane.densities().stream()
                .map(snapshot -> Density.of(snapshot.points().finite(), window, CELLS))
                .toList();
        String caption =
                "Density of p\u209c, estimated from the generated points on their way from t = 0 (source) to t = 1 (data);"
                        + " Gaussian kernel, bandwidth by leave-one-out likelihood. Each panel has its own scale, from 0 to the peak"
                        + " written above it, in points' share per unit of area.";
        return new Figure(
                "density.png",
                "Density of p\u209c",
                caption,
                Scatters.WIDTH,
                panels.height(),
                canvas -> paintDensities(canvas, panels, densities));
    }

    private void paintDensities(Canvas canvas, Panels panels, List<Density> densities) {
        for (int panel = 0; panel < densities.size(); panel++) {
            Axes axes = new Axes(window, panels.box(panel));
            Density density = densities.get(panel);
            canvas.clip(axes.box());
            canvas.image(heat(density), axes.box(), true);
            canvas.unclip();
            axes.frame(canvas, panels.lowest(panel), panels.leftmost(panel));
            Snapshot snapshot = plane.densities().get(panel);
            panels.title(canvas, panel, Numbers.time(snapshot.time()), "peak " + Numbers.shown(density.peak()));
        }
        int last = Math.min(panels.columns(), densities.size()) - 1;
        List<ColorBar.Mark> marks =
                List.of(new ColorBar.Mark(0, "0"), new ColorBar.Mark(0.5, "\u00bd"), new ColorBar.Mark(1, "peak"));
        new ColorBar(ColorBar.beside(panels.box(last)), "density", marks, 0, 1).paint(canvas);
    }

    static BufferedImage heat(Density density) {
        double peak = Math.max(density.peak(), Double.MIN_NORMAL);
        BufferedImage heat = new BufferedImage(density.columns(), density.rows(), BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < density.rows(); row++) {
            for (int column = 0; column < density.columns(); column++) {
                heat.setRGB(column, density.rows() - 1 - row, ColorMap.rgb(density.at(column, row) / peak));
            }
        }
        return heat;
    }

    /** Lines from start to end. */
    Figure trajectories() {
        Panels panels = new Panels(NARROW, 1, 1, window.aspect(), 40, 8);
        int all = plane.trajectories().size();
        int drawn = Math.min(LINES, all);
        float[] times = plane.trajectories().times();
        String which = drawn == all
                ? Numbers.count(all) + " samples"
                : Numbers.count(drawn) + " of " + Numbers.count(all) + " samples (evenly picked)";
        String caption = "Where the solver carried " + which + ", from t = " + Numbers.shown(times[0]) + " to t = "
                + Numbers.shown(times[times.length - 1]) + ", with " + times.length + " saved points each.";
        return new Figure(
                "trajectories.png",
                "Trajectories",
                caption,
                NARROW,
                panels.height(),
                canvas -> paintTrajectories(canvas, panels));
    }

    private void paintTrajectories(Canvas canvas, Panels panels) {
        Axes axes = new Axes(window, panels.box(0));
        Theme theme = canvas.theme();
        Trajectories paths = plane.trajectories();
        int drawn = Math.min(LINES, paths.size());
        axes.gridLines(canvas);
        canvas.clip(axes.box());
        for (int i = 0; i < drawn; i++) {
            Path2D line = line(axes, paths, (int) ((long) i * paths.size() / drawn));
            canvas.outline(line, Theme.faded(theme.muted(), 0.45), 0.9);
        }
        canvas.unclip();
        axes.scatter(canvas, ends(paths, drawn, 0), theme.source());
        axes.scatter(canvas, ends(paths, drawn, paths.times().length - 1), theme.samples());
        axes.frame(canvas, true, true);
        axes.names(canvas, "x\u2081", "x\u2082");
        panels.title(canvas, 0, "Trajectories of " + Numbers.count(drawn) + " samples", "");
        float[] times = paths.times();
        Key key = new Key(List.of(
                new Key.Entry("start, " + Numbers.time(times[0]), theme.source()),
                new Key.Entry("end, " + Numbers.time(times[times.length - 1]), theme.samples())));
        key.paint(canvas, axes.box().getMaxX(), axes.box().getY() - 11);
    }

    private static Path2D line(Axes axes, Trajectories paths, int point) {
        Path2D line = new Path2D.Double();
        boolean pen = false;
        for (int time = 0; time < paths.times().length; time++) {
            double x = axes.px(paths.at(point, time, 0));
            double y = axes.py(paths.at(point, time, 1));
            if (!Double.isFinite(x) || !Double.isFinite(y) || Math.abs(x) + Math.abs(y) > 1e6) {
                pen = false;
            } else if (pen) {
                line.lineTo(x, y);
            } else {
                line.moveTo(x, y);
                pen = true;
            }
        }
        return line;
    }

    private static PointCloud ends(Trajectories paths, int drawn, int time) {
        float[] ends = new float[2 * drawn];
        for (int i = 0; i < drawn; i++) {
            int point = (int) ((long) i * paths.size() / drawn);
            ends[2 * i] = paths.at(point, time, 0);
            ends[2 * i + 1] = paths.at(point, time, 1);
        }
        return new PointCloud(2, ends).finite();
    }
}
