package dev.rheo.runtime.reference;

import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.time.Interval;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The coefficients a, b and s of a path over flow time, as a small SVG picture; equal paths give equal text. */
final class PathFigure {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 150;
    private static final int LEFT = 34;
    private static final int TOP = 12;
    private static final int RIGHT = 14;
    private static final int BOTTOM = 22;
    private static final int POINTS = 120;

    private final GaussianPath path;
    private final double top;

    private PathFigure(GaussianPath path) {
        this.path = path;
        this.top = Math.max(1, Math.max(most(path::a), Math.max(most(path::b), most(path::s))));
    }

    static String svg(GaussianPath path, String name) {
        return new PathFigure(path).draw(name);
    }

    private double most(DoubleUnaryOperator function) {
        double most = 0;
        for (int i = 0; i <= POINTS; i++) {
            most = Math.max(most, function.applyAsDouble(time(i)));
        }
        return most;
    }

    private double time(int i) {
        Interval domain = path.domain();
        return i == POINTS ? domain.to() : domain.from() + domain.length() * i / POINTS;
    }

    private String draw(String name) {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d"\
                 font-family="sans-serif" font-size="10">
                <title>Coefficients of the path %3$s over flow time</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                """, WIDTH, HEIGHT, name));
        frame(svg);
        curve(svg, path::a, "#0072b2", "");
        if (!path.oneSided()) {
            curve(svg, path::b, "#d55e00", "6 3");
        }
        if (path.oneSided() || path.noisy()) {
            curve(svg, path::s, "#009e73", "2 2");
        }
        return svg.append("</svg>\n").toString();
    }

    private void frame(StringBuilder svg) {
        int bottom = HEIGHT - BOTTOM;
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#555555\"/>\n",
                LEFT,
                TOP,
                bottom,
                WIDTH - RIGHT));
        label(svg, LEFT - 4, bottom, "end", "0");
        label(svg, LEFT - 4, TOP + 8, "end", number(top));
        label(svg, LEFT, HEIGHT - 8, "middle", "0");
        label(svg, WIDTH - RIGHT, HEIGHT - 8, "middle", "1");
        label(svg, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle", "t");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private static void label(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#333333\">%s</text>\n",
                x,
                y,
                anchor,
                text));
    }

    private void curve(StringBuilder svg, DoubleUnaryOperator function, String colour, String dashes) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i <= POINTS; i++) {
            double t = time(i);
            double x = LEFT + t * (WIDTH - LEFT - RIGHT);
            double y = HEIGHT - BOTTOM - function.applyAsDouble(t) / top * (HEIGHT - BOTTOM - TOP);
            points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y));
        }
        String dash = dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"%s/>\n",
                points,
                colour,
                dash));
    }
}
