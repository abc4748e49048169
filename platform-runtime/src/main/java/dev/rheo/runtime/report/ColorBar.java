package dev.rheo.runtime.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A vertical scale of the colour map with labelled places.
 *
 * @param from place in the colour map at the foot
 * @param to place in the colour map at the head
 */
record ColorBar(Rectangle2D box, String name, List<Mark> marks, double from, double to) {
    static final int SPACE = 74;
    private static final int LEVELS = 128;

    /** A label at a fraction of the bar's height, from below. */
    record Mark(double fraction, String label) {}

    /** Beside the last panel of the first row, as high as it. */
    static Rectangle2D beside(Rectangle2D panel) {
        return new Rectangle2D.Double(panel.getMaxX() + 12, panel.getY(), 11, panel.getHeight());
    }

    void paint(Canvas canvas) {
        BufferedImage levels = new BufferedImage(1, LEVELS, BufferedImage.TYPE_INT_RGB);
        for (int level = 0; level < LEVELS; level++) {
            levels.setRGB(0, LEVELS - 1 - level, ColorMap.rgb(from + (to - from) * (level + 0.5) / LEVELS));
        }
        canvas.image(levels, box, false);
        canvas.outline(box, canvas.theme().muted(), 0.8);
        for (Mark mark : marks) {
            double y = box.getMaxY() - mark.fraction() * box.getHeight();
            canvas.line(box.getMaxX(), y, box.getMaxX() + 3, y, canvas.theme().muted(), 0.8);
            canvas.text(
                    mark.label(),
                    box.getMaxX() + 6,
                    y,
                    Canvas.Align.LEFT,
                    Canvas.SMALL,
                    canvas.theme().muted());
        }
        canvas.upwards(
                name,
                box.getMaxX() + 41,
                box.getCenterY(),
                Canvas.SMALL,
                canvas.theme().muted());
    }
}
