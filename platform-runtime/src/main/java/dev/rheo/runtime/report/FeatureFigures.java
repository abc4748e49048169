package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.Features;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Pictures of data that is neither plane nor image: its features one by one, and its first two principal axes. */
final class FeatureFigures {
    private static final int SHOWN = 12;
    private static final int BINS = 36;

    private final Features features;

    FeatureFigures(Features features) {
        this.features = features;
    }

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        if (features.data().size() + features.samples().size() == 0) {
            return figures;
        }
        figures.add(histograms());
        if (features.data().dimensions() > 1 && features.data().finite().size() > 1) {
            figures.add(principal());
        }
        return figures;
    }

    private Figure histograms() {
        int dimensions = features.data().dimensions();
        int shown = Math.min(SHOWN, dimensions);
        int columns = Math.max(2, Math.min(shown, shown == 4 ? 2 : 3));
        Panels panels = new Panels(Scatters.WIDTH, shown, columns, 0.5, 26, 8);
        String which =
                shown < dimensions ? "The first " + shown + " of " + Numbers.count(dimensions) + " features. " : "";
        String caption = which + "Filled: data; line: samples. Both histograms of a panel have the same bins and area."
                + Captions.notFinite("data points", features.data())
                + Captions.notFinite("samples", features.samples());
        return new Figure(
                "histograms.png",
                "Features: data against samples",
                caption,
                Scatters.WIDTH,
                panels.height(),
                canvas -> {
                    for (int panel = 0; panel < shown; panel++) {
                        histogram(canvas, panels, panel);
                    }
                    Theme theme = canvas.theme();
                    Color filled = Theme.faded(theme.data(), 0.5);
                    Key key =
                            new Key(List.of(new Key.Entry("data", filled), new Key.Entry("samples", theme.samples())));
                    int last = Math.min(columns, shown) - 1;
                    key.paint(
                            canvas, panels.box(last).getMaxX(), panels.box(last).getY() - 11);
                });
    }

    private void histogram(Canvas canvas, Panels panels, int feature) {
        float[] data = features.data().finite().column(feature);
        float[] samples = features.samples().finite().column(feature);
        Range range = data.length == 0
                ? Range.of(samples, 0.002)
                : samples.length == 0
                        ? Range.of(data, 0.002)
                        : Range.of(data, 0.002).union(Range.of(samples, 0.002));
        Histogram ofData = Histogram.of(data, range.padded(0.05), BINS);
        Histogram ofSamples = Histogram.of(samples, range.padded(0.05), BINS);
        double peak = Math.max(ofData.peak(), ofSamples.peak());
        Window window = new Window(range.padded(0.05), new Range(0, peak > 0 ? 1.06 * peak : 1));
        Axes axes = new Axes(window, panels.box(feature));
        Color dataColor = canvas.theme().data();
        canvas.clip(axes.box());
        canvas.fill(outline(axes, ofData), Theme.faded(dataColor, 0.32));
        canvas.outline(outline(axes, ofSamples), canvas.theme().samples(), 1.7);
        canvas.unclip();
        axes.frame(canvas, true, false);
        String name = feature < features.names().size() ? features.names().get(feature) : "x[" + feature + "]";
        panels.title(canvas, feature, name, "");
        if (feature == 0) {
            canvas.text(
                    "density",
                    axes.box().getX() - 10,
                    axes.box().getY() + 6,
                    Canvas.Align.RIGHT,
                    Canvas.SMALL,
                    canvas.theme().muted());
        }
    }

    private static Path2D outline(Axes axes, Histogram histogram) {
        Path2D outline = new Path2D.Double();
        Range range = histogram.range();
        double width = range.width() / histogram.bins();
        outline.moveTo(axes.px(range.low()), axes.py(0));
        for (int bin = 0; bin < histogram.bins(); bin++) {
            double y = axes.py(histogram.density()[bin]);
            outline.lineTo(axes.px(range.low() + bin * width), y);
            outline.lineTo(axes.px(range.low() + (bin + 1) * width), y);
        }
        outline.lineTo(axes.px(range.high()), axes.py(0));
        return outline;
    }

    private Figure principal() {
        PrincipalAxes axes = PrincipalAxes.of(features.data().finite());
        PointCloud data = axes.project(features.data().finite());
        PointCloud samples = axes.project(features.samples().finite());
        String caption = "All features at once: both clouds projected on the first two principal axes of the data.";
        return new Scatters(
                        data,
                        samples,
                        Window.around(List.of(data, samples)),
                        name("first", axes.share(0)),
                        name("second", axes.share(1)))
                .figure("principal.png", "Principal axes", caption);
    }

    private static String name(String which, double share) {
        return which + " principal axis (" + Math.round(100 * share) + " % of the variance)";
    }
}
