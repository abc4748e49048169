package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.ImageShape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Cells for images in rows and columns, each pixel of an image a whole number of device pixels.
 *
 * @param left of the first column
 * @param top of the first row
 * @param cellWidth of a cell, without the gap
 * @param cellHeight of a cell, without the gap
 * @param gap between cells
 */
record ImageGrid(double left, double top, double cellWidth, double cellHeight, double gap) {
    /** Cells of about {@code wanted} logical pixels for images of this shape. */
    static ImageGrid of(ImageShape shape, double wanted, double left, double top) {
        int longest = Math.max(shape.width(), shape.height());
        double zoom = Math.max(1, Math.round(wanted * Canvas.SCALE / longest)) / (double) Canvas.SCALE;
        double scale = Math.min(zoom, 2 * wanted / longest);
        return new ImageGrid(left, top, shape.width() * scale, shape.height() * scale, 4);
    }

    /** Cells of at least about {@code wanted} logical pixels, in which no pixel of an image is lost. */
    static ImageGrid whole(ImageShape shape, double wanted, double left, double top) {
        int longest = Math.max(shape.width(), shape.height());
        double scale = Math.max(1, Math.round(wanted * Canvas.SCALE / longest)) / (double) Canvas.SCALE;
        return new ImageGrid(left, top, shape.width() * scale, shape.height() * scale, 4);
    }

    Rectangle2D cell(int row, int column) {
        return new Rectangle2D.Double(
                left + column * (cellWidth + gap), top + row * (cellHeight + gap), cellWidth, cellHeight);
    }

    double width(int columns) {
        return columns * (cellWidth + gap) - gap;
    }

    double height(int rows) {
        return rows * (cellHeight + gap) - gap;
    }

    void paint(Canvas canvas, BufferedImage image, int row, int column) {
        Rectangle2D cell = cell(row, column);
        canvas.image(image, cell, cell.getWidth() * Canvas.SCALE < image.getWidth());
    }
}
