package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.Snapshot;
import dev.rheo.runtime.report.Pictures.VelocityField;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The velocity field at some times: arrows of one common scale, coloured by speed, over faint points of the same time. */
final class VelocityFigure {
    private static final int BACKDROP = 1200;

    private final List<VelocityField> fields;
    private final List<Snapshot> snapshots;
    private final Window window;
    private final double top;

    VelocityFigure(List<VelocityField> fields, List<Snapshot> snapshots, Window window) {
        this.fields = fields;
        this.snapshots = snapshots;
        this.window = window;
        this.top = topSpeed();
    }

    Figure figure() {
        int count = fields.size();
        int columns = count <= 3 ? 3 : count == 4 ? 2 : 3;
        Panels panels = new Panels(Scatters.WIDTH, count, columns, window.aspect(), 24, ColorBar.SPACE);
        String caption = "The learned velocity v(x, t); arrows have one scale in all panels, colour is the speed |v| in"
                + " units of x per unit of t, and the fastest 2 % are drawn as fast as the rest. Dots: the generated"
                + " points of that time, where they are known.";
        return new Figure(
                "velocity.png",
                "Velocity field",
                caption,
                Scatters.WIDTH,
                panels.height(),
                canvas -> paint(canvas, panels));
    }

    private void paint(Canvas canvas, Panels panels) {
        for (int panel = 0; panel < fields.size(); panel++) {
            Axes axes = new Axes(window, panels.box(panel));
            VelocityField field = fields.get(panel);
            axes.gridLines(canvas);
            for (Snapshot snapshot : snapshots) {
                if (Math.abs(snapshot.time() - field.time()) < 1e-4) {
                    PointCloud points = snapshot.points().finite().thinned(BACKDROP);
                    axes.scatter(canvas, points, canvas.theme().grid());
                }
            }
            arrows(canvas, axes, field);
            axes.frame(canvas, panels.lowest(panel), panels.leftmost(panel));
            panels.title(canvas, panel, Numbers.time(field.time()), "");
        }
        int last = Math.min(panels.columns(), fields.size()) - 1;
        List<ColorBar.Mark> marks = new ArrayList<>();
        Range speeds = new Range(0, top);
        for (double speed : Numbers.ticks(speeds, 4)) {
            marks.add(new ColorBar.Mark(speed / top, Numbers.tick(speed, speeds, 4)));
        }
        new ColorBar(ColorBar.beside(panels.box(last)), "speed |v|", marks, slowest(canvas), fastest(canvas))
                .paint(canvas);
    }

    private void arrows(Canvas canvas, Axes axes, VelocityField field) {
        double spacing = Math.min(spacing(field.x()), spacing(field.y())) * axes.unit();
        double longest = Math.max(7, 0.95 * spacing);
        double slowest = slowest(canvas);
        double fastest = fastest(canvas);
        canvas.clip(axes.box());
        for (int row = 0; row < field.y().length; row++) {
            for (int column = 0; column < field.x().length; column++) {
                double vx = field.at(column, row, 0);
                double vy = field.at(column, row, 1);
                double speed = Math.hypot(vx, vy);
                if (Double.isFinite(speed) && speed > 0) {
                    double relative = Math.min(1, speed / top);
                    double length = longest * relative;
                    double x = axes.px(field.x()[column]);
                    double y = axes.py(field.y()[row]);
                    Color color = ColorMap.color(slowest + (fastest - slowest) * relative);
                    arrow(canvas, x, y, length * vx / speed, -length * vy / speed, color);
                }
            }
        }
        canvas.unclip();
    }

    /** The colour map without the end that vanishes into the background. */
    private static double slowest(Canvas canvas) {
        return canvas.theme() == Theme.DARK ? 0.25 : 0;
    }

    private static double fastest(Canvas canvas) {
        return canvas.theme() == Theme.DARK ? 1 : 0.85;
    }

    private static void arrow(Canvas canvas, double x, double y, double dx, double dy, Color color) {
        double length = Math.hypot(dx, dy);
        if (length < 1) {
            canvas.dot(x, y, 0.7, color);
            return;
        }
        double head = Math.min(4.5, 0.5 * length);
        double ux = dx / length;
        double uy = dy / length;
        double tipX = x + dx / 2;
        double tipY = y + dy / 2;
        canvas.line(x - dx / 2, y - dy / 2, tipX - head * ux * 0.7, tipY - head * uy * 0.7, color, 1.2);
        Path2D tip = new Path2D.Double();
        tip.moveTo(tipX, tipY);
        tip.lineTo(tipX - head * ux - 0.45 * head * uy, tipY - head * uy + 0.45 * head * ux);
        tip.lineTo(tipX - head * ux + 0.45 * head * uy, tipY - head * uy - 0.45 * head * ux);
        tip.closePath();
        canvas.fill(tip, color);
    }

    private static double spacing(float[] grid) {
        return grid.length < 2 ? 0 : Math.abs(grid[grid.length - 1] - grid[0]) / (grid.length - 1);
    }

    private double topSpeed() {
        double[] speeds = fields.stream()
                .flatMapToDouble(field -> {
                    double[] own = new double[field.velocity().length / 2];
                    for (int i = 0; i < own.length; i++) {
                        own[i] = Math.hypot(field.velocity()[2 * i], field.velocity()[2 * i + 1]);
                    }
                    return Arrays.stream(own);
                })
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double top = speeds.length == 0 ? 0 : speeds[(int) (0.98 * (speeds.length - 1))];
        return top > 0 ? top : 1;
    }
}
