import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Panels beside each other with axes of their own, as a PNG file. What the gallery's pictures have in common. */
final class Plot {
    static final Color DATA = new Color(0x0067a8);
    static final Color SAMPLES = new Color(0xd05500);
    static final Color SOURCE = new Color(0x008a66);
    static final Color OTHER = new Color(0x8e44ad);
    static final Color GREY = new Color(0x5a6672);
    private static final double SCALE = 1.5;
    private static final int LEFT = 52;
    private static final int TOP = 30;
    private static final int BOTTOM = 42;
    private static final int GAP = 14;

    private final BufferedImage image;
    private final Graphics2D pen;
    private final int width;
    private final int height;

    /** So many panels of so many pixels each. */
    Plot(int panels, int width, int height) {
        this.width = width;
        this.height = height;
        image = new BufferedImage(
                (int) ((panels * (LEFT + width) + GAP) * SCALE), (int) ((TOP + height + BOTTOM) * SCALE), BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.scale(SCALE, SCALE);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    }

    /** An axis from {@code low} to {@code high}, by its logarithm if both are above 0 and it is asked for. */
    record Axis(String name, double low, double high, boolean logarithmic) {
        static Axis of(String name, double low, double high) {
            return new Axis(name, low, high, false);
        }

        double fraction(double value) {
            return logarithmic
                    ? Math.log(value / low) / Math.log(high / low)
                    : (value - low) / (high - low);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (logarithmic) {
                boolean few = high / low < 100;
                for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
                    for (double step : few ? new double[] {1, 2, 5} : new double[] {1}) {
                        if (decade * step >= low * 0.999 && decade * step <= high * 1.001) {
                            ticks.add(decade * step);
                        }
                    }
                }
                return ticks;
            }
            double rough = (high - low) / 5;
            double unit = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = unit * (rough / unit < 1.5 ? 1 : rough / unit < 3.5 ? 2 : rough / unit < 7.5 ? 5 : 10);
            for (double tick = Math.ceil(low / step - 1e-9) * step; tick <= high + 1e-9 * step; tick += step) {
                ticks.add(Math.abs(tick) < 1e-9 * step ? 0 : tick);
            }
            return ticks;
        }
    }

    Panel panel(int index, String title, Axis x, Axis y) {
        return new Panel(index, title, x, y);
    }

    /** As a PNG file of few colours, nearest ones and no dithering. */
    void save(Path file) throws IOException {
        pen.dispose();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(Palette.reduced(image), "png", file.toFile());
        System.err.println("wrote " + file + ", " + Files.size(file) / 1024 + " KiB");
    }

    /** One panel; what is drawn outside its box is cut off. */
    final class Panel {
        private final Rectangle2D box;
        private final Axis x;
        private final Axis y;
        private int entries;

        private Panel(int index, String title, Axis x, Axis y) {
            this.x = x;
            this.y = y;
            box = new Rectangle2D.Double(LEFT + index * (LEFT + width), TOP, width, height);
            text(title, box.getX(), TOP - 14, 0, Font.BOLD, 13, Color.BLACK);
            text(x.name, box.getCenterX(), box.getMaxY() + 30, 0.5, Font.PLAIN, 12, GREY);
            pen.rotate(-Math.PI / 2);
            text(y.name, -box.getCenterY(), box.getX() - 41, 0.5, Font.PLAIN, 12, GREY);
            pen.rotate(Math.PI / 2);
            for (double tick : x.ticks()) {
                double at = px(tick);
                stroke(new java.awt.geom.Line2D.Double(at, box.getY(), at, box.getMaxY()), new Color(0xe4e8ec), 0.8);
                text(label(tick), at, box.getMaxY() + 12, 0.5, Font.PLAIN, 11, GREY);
            }
            for (double tick : y.ticks()) {
                double at = py(tick);
                stroke(new java.awt.geom.Line2D.Double(box.getX(), at, box.getMaxX(), at), new Color(0xe4e8ec), 0.8);
                text(label(tick), box.getX() - 5, at, 1, Font.PLAIN, 11, GREY);
            }
            stroke(box, GREY, 0.8);
        }

        private double px(double value) {
            return box.getX() + x.fraction(value) * box.getWidth();
        }

        private double py(double value) {
            return box.getMaxY() - y.fraction(value) * box.getHeight();
        }

        /** Points of the plane, two numbers each. */
        void scatter(float[] points, int most, Color color) {
            pen.setClip(box);
            pen.setColor(faded(color, 0.5));
            for (int i = 0; i < Math.min(most, points.length / 2); i++) {
                pen.fill(new Ellipse2D.Double(px(points[2 * i]) - 1.2, py(points[2 * i + 1]) - 1.2, 2.4, 2.4));
            }
            pen.setClip(null);
        }

        void line(double[] xs, double[] ys, Color color, double alpha, double stroke) {
            Path2D line = new Path2D.Double();
            for (int i = 0; i < xs.length; i++) {
                if (i == 0) {
                    line.moveTo(px(xs[i]), py(ys[i]));
                } else {
                    line.lineTo(px(xs[i]), py(ys[i]));
                }
            }
            pen.setClip(box);
            stroke(line, faded(color, alpha), stroke);
            pen.setClip(null);
        }

        void dots(double[] xs, double[] ys, Color color) {
            pen.setColor(color);
            for (int i = 0; i < xs.length; i++) {
                pen.fill(new Ellipse2D.Double(px(xs[i]) - 3, py(ys[i]) - 3, 6, 6));
            }
        }

        void circle(double cx, double cy, double radius, Color color) {
            double rx = px(cx + radius) - px(cx);
            double ry = py(cy) - py(cy + radius);
            pen.setClip(box);
            stroke(new Ellipse2D.Double(px(cx) - rx, py(cy) - ry, 2 * rx, 2 * ry), color, 1.2);
            pen.setClip(null);
        }

        void note(String text, double atX, double atY, Color color) {
            text(text, px(atX), py(atY), 0.5, Font.PLAIN, 11, color);
        }

        /** An entry of the key, in the upper left corner. */
        void key(String text, Color color) {
            double at = box.getY() + 13 + 16 * entries++;
            pen.setColor(faded(Color.WHITE, 0.8));
            pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            double w = pen.getFontMetrics().stringWidth(text);
            pen.fill(new Rectangle2D.Double(box.getX() + 5, at - 8, w + 24, 16));
            stroke(new java.awt.geom.Line2D.Double(box.getX() + 8, at, box.getX() + 20, at), color, 3);
            text(text, box.getX() + 25, at, 0, Font.PLAIN, 12, Color.BLACK);
        }
    }

    /** Shares of the points in so many bins, per unit of length. */
    static double[] density(float[] points, double low, double high, int bins) {
        double[] share = new double[bins];
        for (float point : points) {
            int bin = (int) Math.floor((point - low) / (high - low) * bins);
            if (bin >= 0 && bin < bins) {
                share[bin] += bins / (high - low) / points.length;
            }
        }
        return share;
    }

    private static String label(double value) {
        double size = Math.abs(value);
        if (size >= 1e4 || (size > 0 && size < 1e-3)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static Color faded(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
    }

    private void stroke(Shape shape, Color color, double width) {
        pen.setColor(color);
        pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        pen.draw(shape);
    }

    private void text(String text, double x, double y, double align, int style, float size, Color color) {
        pen.setFont(new Font(Font.SANS_SERIF, style, 1).deriveFont(size));
        pen.setColor(color);
        double w = pen.getFontMetrics().stringWidth(text);
        pen.drawString(text, (float) (x - align * w), (float) (y + 0.36 * size));
    }

    /** Colours of an image cut down to those that come most, so that it is a small file. */
    private static final class Palette {
        private static final int COLORS = 40;

        static BufferedImage reduced(BufferedImage image) {
            java.util.Map<Integer, Integer> counts = new java.util.HashMap<>();
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = pixels[i] & 0xf8f8f8 | (pixels[i] & 0xe0e0e0) >> 5 & 0x070707;
                counts.merge(pixels[i], 1, Integer::sum);
            }
            int[] colors = counts.entrySet().stream()
                    .sorted((a, b) -> b.getValue() - a.getValue())
                    .limit(COLORS)
                    .mapToInt(java.util.Map.Entry::getKey)
                    .toArray();
            byte[][] rgb = new byte[3][colors.length];
            for (int k = 0; k < colors.length; k++) {
                rgb[0][k] = (byte) (colors[k] >> 16);
                rgb[1][k] = (byte) (colors[k] >> 8);
                rgb[2][k] = (byte) colors[k];
            }
            var model = new java.awt.image.IndexColorModel(8, colors.length, rgb[0], rgb[1], rgb[2]);
            BufferedImage small = new BufferedImage(
                    image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
            java.util.Map<Integer, Integer> nearest = new java.util.HashMap<>();
            byte[] indices = new byte[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                indices[i] = (byte) (int) nearest.computeIfAbsent(pixels[i], color -> nearest(color, colors));
            }
            small.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), indices);
            return small;
        }

        private static int nearest(int color, int[] colors) {
            int best = 0;
            long least = Long.MAX_VALUE;
            for (int k = 0; k < colors.length; k++) {
                long distance = square(color >> 16 & 255, colors[k] >> 16 & 255)
                        + square(color >> 8 & 255, colors[k] >> 8 & 255)
                        + square(color & 255, colors[k] & 255);
                if (distance < least) {
                    least = distance;
                    best = k;
                }
            }
            return best;
        }

        private static long square(int a, int b) {
            return (long) (a - b) * (a - b);
        }
    }
}
