package dev.rheo.runtime.report;

import java.awt.geom.Rectangle2D;

/**
 * Equal panels in rows, sharing the axes at the left and below.
 *
 * @param width of the whole picture
 * @param count of panels
 * @param columns in a row
 * @param aspect height by width of a panel
 * @param bottom space below a row
 * @param right space kept free at the right, for a colour bar
 */
record Panels(int width, int count, int columns, double aspect, int bottom, int right) {
    private static final int LEFT = 56;
    private static final int TITLE = 24;
    private static final int GAP = 14;

    int height() {
        int rows = Math.max(1, (count + columns - 1) / columns);
        return (int) Math.ceil(rows * (TITLE + panelHeight() + bottom)) + 4;
    }

    Rectangle2D box(int panel) {
        double x = LEFT + panel % columns * (panelWidth() + GAP);
        double y = TITLE + (double) (panel / columns) * (TITLE + panelHeight() + bottom);
        return new Rectangle2D.Double(x, y, panelWidth(), panelHeight());
    }

    boolean leftmost(int panel) {
        return panel % columns == 0;
    }

    /** Whether no panel stands below. */
    boolean lowest(int panel) {
        return panel + columns >= count;
    }

    void title(Canvas canvas, int panel, String title, String note) {
        Rectangle2D box = box(panel);
        canvas.title(title, box.getX(), box.getY() - 11, Canvas.Align.LEFT);
        canvas.text(
                note,
                box.getMaxX(),
                box.getY() - 11,
                Canvas.Align.RIGHT,
                Canvas.SMALL,
                canvas.theme().muted());
    }

    private double panelWidth() {
        return (width - LEFT - right - (columns - 1.0) * GAP) / columns;
    }

    private double panelHeight() {
        return panelWidth() * aspect;
    }
}
