package dev.rheo.runtime.report;

import java.util.List;
import java.util.StringJoiner;

/** Point clouds side by side on the same axes, and one over the other. */
final class Scatters {
    static final int WIDTH = 960;
    private static final int LIMIT = 3000;

    private final PointCloud data;
    private final PointCloud samples;
    private final Window window;
    private final String xName;
    private final String yName;

    Scatters(PointCloud data, PointCloud samples, Window window, String xName, String yName) {
        this.data = data.finite();
        this.samples = samples.finite();
        this.window = window;
        this.xName = xName;
        this.yName = yName;
    }

    Figure figure(String file, String title, String caption) {
        Panels panels = new Panels(WIDTH, 3, 3, window.aspect(), 40, 8);
        return new Figure(file, title, caption + notes(), WIDTH, panels.height(), canvas -> paint(canvas, panels));
    }

    private void paint(Canvas canvas, Panels panels) {
        Theme theme = canvas.theme();
        List<String> titles = List.of("Data", "Samples", "Both");
        List<String> notes = List.of(size(data), size(samples), "");
        for (int panel = 0; panel < 3; panel++) {
            Axes axes = new Axes(window, panels.box(panel));
            axes.gridLines(canvas);
            if (panel != 1) {
                axes.scatter(canvas, data.thinned(LIMIT), theme.data());
            }
            if (panel != 0) {
                axes.scatter(canvas, samples.thinned(LIMIT), theme.samples());
            }
            axes.frame(canvas, true, panels.leftmost(panel));
            axes.names(canvas, xName, panels.leftmost(panel) ? yName : "");
            panels.title(canvas, panel, titles.get(panel), notes.get(panel));
        }
        Key key = new Key(List.of(new Key.Entry("data", theme.data()), new Key.Entry("samples", theme.samples())));
        key.paint(canvas, panels.box(2).getMaxX(), panels.box(2).getY() - 11);
    }

    private String notes() {
        StringJoiner notes = new StringJoiner(" ", " ", "").setEmptyValue("");
        int largest = Math.max(data.size(), samples.size());
        if (largest > LIMIT) {
            notes.add("At most " + Numbers.count(LIMIT) + " points of each are drawn, evenly picked.");
        }
        int outside = window.outside(samples) + window.outside(data);
        if (outside > 0) {
            notes.add(Captions.points(outside) + " outside the frame.");
        }
        return notes.toString();
    }

    private static String size(PointCloud cloud) {
        return "n = " + Numbers.count(cloud.size());
    }
}
