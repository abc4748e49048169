package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.Shade;
import java.util.List;

/** Data and samples in the plane, coloured by a condition: one row of panels for each. */
final class ShadedFigure {
    private static final int WIDTH = 760;
    private static final int DOTS = 2000;
    private static final int MOST = 4;
    private static final double TAIL = 0.01;

    private final List<Shade> shades;
    private final int all;
    private final Window window;

    ShadedFigure(List<Shade> shades, Window window) {
        this.shades = shades.subList(0, Math.min(MOST, shades.size()));
        this.all = shades.size();
        this.window = window;
    }

    Figure figure() {
        Panels panels = new Panels(WIDTH, 2 * shades.size(), 2, window.aspect(), 40, ColorBar.SPACE);
        String caption =
                "Colour is the condition that a row of the data has, and that a sample was asked for: where the model heeds"
                        + " it, colours lie alike on both sides. At most " + Numbers.count(DOTS)
                        + " points of each are drawn, evenly picked; the colours end where the last 1 % of the data's rows lie."
                        + (all > MOST ? " The first " + MOST + " of " + all + " conditions." : "");
        return new Figure(
                "conditions.png",
                "Data against samples, by condition",
                caption,
                WIDTH,
                panels.height(),
                canvas -> paint(canvas, panels));
    }

    private void paint(Canvas canvas, Panels panels) {
        for (int row = 0; row < shades.size(); row++) {
            Shade shade = shades.get(row);
            Range range = Range.of(shade.data().column(2), TAIL);
            panel(canvas, panels, 2 * row, "Data", shade.data(), range);
            panel(canvas, panels, 2 * row + 1, "Samples", shade.samples(), range);
            List<ColorBar.Mark> marks = Numbers.ticks(range, 4).stream()
                    .map(value -> new ColorBar.Mark(range.fraction(value), Numbers.tick(value, range, 4)))
                    .toList();
            new ColorBar(ColorBar.beside(panels.box(2 * row + 1)), shade.name(), marks, from(canvas), to(canvas))
                    .paint(canvas);
        }
    }

    /** The darkest colour that is seen on the theme's background. */
    private static double from(Canvas canvas) {
        return canvas.theme() == Theme.DARK ? 0.25 : 0;
    }

    private static double to(Canvas canvas) {
        return canvas.theme() == Theme.DARK ? 1 : 0.92;
    }

    private void panel(Canvas canvas, Panels panels, int panel, String title, PointCloud points, Range range) {
        Axes axes = new Axes(window, panels.box(panel));
        axes.gridLines(canvas);
        canvas.clip(axes.box());
        PointCloud drawn = points.finite().thinned(DOTS);
        for (int i = 0; i < drawn.size(); i++) {
            double fraction = Math.max(0, Math.min(1, range.fraction(drawn.at(i, 2))));
            double place = from(canvas) + fraction * (to(canvas) - from(canvas));
            canvas.dot(axes.px(drawn.at(i, 0)), axes.py(drawn.at(i, 1)), 1.9, Theme.faded(ColorMap.color(place), 0.8));
        }
        canvas.unclip();
        axes.frame(canvas, panels.lowest(panel), panels.leftmost(panel));
        panels.title(canvas, panel, title, "n = " + Numbers.count(points.size()));
    }
}
