package dev.rheo.runtime.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;

/** A window of the plane laid over a box of the canvas: y upwards in the window, downwards on the canvas. */
record Axes(Window window, Rectangle2D box) {
    private static final int PIXELS_PER_TICK = 62;

    double px(double x) {
        return box.getX() + window.x().fraction(x) * box.getWidth();
    }

    double py(double y) {
        return box.getMaxY() - window.y().fraction(y) * box.getHeight();
    }

    /** Pixels per unit along x. */
    double unit() {
        return box.getWidth() / window.x().width();
    }

    void gridLines(Canvas canvas) {
        Color color = canvas.theme().grid();
        for (double x : Numbers.ticks(window.x(), xTicks())) {
            canvas.line(px(x), box.getY(), px(x), box.getMaxY(), color, 0.8);
        }
        for (double y : Numbers.ticks(window.y(), yTicks())) {
            canvas.line(box.getX(), py(y), box.getMaxX(), py(y), color, 0.8);
        }
    }

    /** Frame and tick labels; labels only where asked for, since panels share their axes. */
    void frame(Canvas canvas, boolean labelX, boolean labelY) {
        Theme theme = canvas.theme();
        canvas.outline(box, theme.muted(), 0.8);
        if (labelX) {
            for (double x : Numbers.ticks(window.x(), xTicks())) {
                canvas.line(px(x), box.getMaxY(), px(x), box.getMaxY() + 3, theme.muted(), 0.8);
                String label = Numbers.tick(x, window.x(), xTicks());
                canvas.text(label, px(x), box.getMaxY() + 12, Canvas.Align.CENTER, Canvas.SMALL, theme.muted());
            }
        }
        if (labelY) {
            for (double y : Numbers.ticks(window.y(), yTicks())) {
                canvas.line(box.getX() - 3, py(y), box.getX(), py(y), theme.muted(), 0.8);
                String label = Numbers.tick(y, window.y(), yTicks());
                canvas.text(label, box.getX() - 6, py(y), Canvas.Align.RIGHT, Canvas.SMALL, theme.muted());
            }
        }
    }

    void names(Canvas canvas, String x, String y) {
        Color color = canvas.theme().muted();
        canvas.text(x, box.getCenterX(), box.getMaxY() + 29, Canvas.Align.CENTER, Canvas.SMALL, color);
        canvas.upwards(y, box.getX() - 40, box.getCenterY(), Canvas.SMALL, color);
    }

    /** Points as translucent dots, smaller and fainter the more there are. */
    void scatter(Canvas canvas, PointCloud points, Color color) {
        double crowd = Math.min(1, 400.0 / Math.max(1, points.size()));
        double radius = 1.3 + 1.1 * crowd;
        Color ink = Theme.faded(color, 0.42 + 0.4 * crowd);
        double[] places = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            places[2 * i] = px(points.at(i, 0));
            places[2 * i + 1] = py(points.at(i, 1));
        }
        canvas.clip(box);
        canvas.dots(places, radius, ink);
        canvas.unclip();
    }

    private int xTicks() {
        return Math.max(2, (int) (box.getWidth() / PIXELS_PER_TICK));
    }

    private int yTicks() {
        return Math.max(2, (int) (box.getHeight() / PIXELS_PER_TICK));
    }
}
