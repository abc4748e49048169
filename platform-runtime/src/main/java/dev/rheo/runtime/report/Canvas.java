package dev.rheo.runtime.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * A surface in logical pixels, {@link #SCALE} device pixels each, with y downwards. Without lettering all text is left
 * out: machines without fonts still draw.
 */
final class Canvas {
    static final int SCALE = 2;
    static final float SMALL = 11.5f;
    static final float NORMAL = 13f;

    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Theme theme;
    private final boolean lettering;

    Canvas(int width, int height, Theme theme, boolean lettering) {
        this.image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        this.theme = theme;
        this.lettering = lettering;
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(theme.background());
        graphics.fillRect(0, 0, width, height);
    }

    Theme theme() {
        return theme;
    }

    /** The picture drawn so far; the canvas is not to be used afterwards. */
    BufferedImage finish() {
        graphics.dispose();
        return image;
    }

    void clip(Rectangle2D box) {
        graphics.setClip(box);
    }

    void unclip() {
        graphics.setClip(null);
    }

    void fill(Shape shape, Color color) {
        graphics.setColor(color);
        graphics.fill(shape);
    }

    void outline(Shape shape, Color color, double width) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    void line(double x0, double y0, double x1, double y1, Color color, double width) {
        outline(new Line2D.Double(x0, y0, x1, y1), color, width);
    }

    void dot(double x, double y, double radius, Color color) {
        fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), color);
    }

    /**
     * Many dots alike, at {@code xy} pairs, to the nearest device pixel: one drawn dot is stamped, which is several times
     * faster than filling circles.
     */
    void dots(double[] xy, double radius, Color color) {
        int half = (int) Math.ceil(radius * SCALE) + 1;
        BufferedImage stamp = new BufferedImage(2 * half + 1, 2 * half + 1, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = stamp.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(color);
        double size = 2 * radius * SCALE;
        pen.fill(new Ellipse2D.Double(half + 0.5 - size / 2, half + 0.5 - size / 2, size, size));
        pen.dispose();
        AffineTransform before = graphics.getTransform();
        graphics.setTransform(new AffineTransform());
        for (int i = 0; i < xy.length; i += 2) {
            int x = (int) Math.floor(xy[i] * SCALE);
            int y = (int) Math.floor(xy[i + 1] * SCALE);
            graphics.drawImage(stamp, x - half, y - half, null);
        }
        graphics.setTransform(before);
    }

    /** Stretches an image over the box: blended between its pixels, or with every pixel a sharp rectangle. */
    void image(BufferedImage pixels, Rectangle2D box, boolean blended) {
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                blended
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(box.getWidth() / pixels.getWidth(), box.getHeight() / pixels.getHeight());
        graphics.drawImage(pixels, place, null);
    }

    /** Writes with the middle of the capitals at {@code y}. */
    void text(String text, double x, double y, Align align, float size, Color color) {
        write(text, x, y, align, size, Font.PLAIN, color);
    }

    void title(String text, double x, double y, Align align) {
        write(text, x, y, align, NORMAL, Font.BOLD, theme.text());
    }

    /** Writes upwards, centred. */
    void upwards(String text, double x, double y, float size, Color color) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(-Math.PI / 2);
        write(text, 0, 0, Align.CENTER, size, Font.PLAIN, color);
        graphics.setTransform(before);
    }

    /** Width of a text in logical pixels; 0 without lettering. */
    double width(String text, float size) {
        return lettering ? graphics.getFontMetrics(font(size, Font.PLAIN)).stringWidth(text) : 0;
    }

    private void write(String text, double x, double y, Align align, float size, int style, Color color) {
        if (!lettering) {
            return;
        }
        Font font = font(size, style);
        graphics.setFont(font);
        graphics.setColor(color);
        double width = graphics.getFontMetrics(font).stringWidth(text);
        double left = align == Align.LEFT ? x : align == Align.CENTER ? x - width / 2 : x - width;
        graphics.drawString(text, (float) left, (float) (y + 0.36 * size));
    }

    private static Font font(float size, int style) {
        return new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
    }
}
