package dev.rheo.runtime.report;

import java.awt.geom.Path2D;

/** The loss by step as a still picture: for print, for readers without scripts, and as a file of its own. */
final class LossFigure {
    private static final int HEIGHT = 300;

    private final CurveTable curve;

    LossFigure(CurveTable curve) {
        this.curve = curve;
    }

    Figure figure() {
        return new Figure("loss.png", "Training", curve.caption(), Scatters.WIDTH, HEIGHT, this::paint);
    }

    private void paint(Canvas canvas) {
        double[] steps = curve.steps();
        Panels panels = new Panels(Scatters.WIDTH, 1, 1, (HEIGHT - 70.0) / (Scatters.WIDTH - 80), 40, 24);
        Range x = Range.spanning(steps[0], steps[steps.length - 1]);
        Axes axes = new Axes(new Window(x, curve.lossRange()), panels.box(0));
        axes.gridLines(canvas);
        canvas.clip(axes.box());
        canvas.outline(line(axes, curve.loss()), Theme.faded(canvas.theme().data(), 0.4), 1);
        canvas.outline(line(axes, curve.smoothLoss()), canvas.theme().data(), 2);
        canvas.unclip();
        axes.frame(canvas, true, true);
        axes.names(canvas, "step", "loss");
        panels.title(canvas, 0, "Loss", "thin: as recorded, thick: moving average");
    }

    private Path2D line(Axes axes, double[] values) {
        Path2D line = new Path2D.Double();
        boolean pen = false;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                pen = false;
            } else if (pen) {
                line.lineTo(axes.px(curve.steps()[i]), axes.py(values[i]));
            } else {
                line.moveTo(axes.px(curve.steps()[i]), axes.py(values[i]));
                pen = true;
            }
        }
        return line;
    }
}
