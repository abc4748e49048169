package dev.rheo.runtime.report;

import java.awt.Color;
import java.util.List;

/** Coloured dots with their meaning, in one line that ends at the right. */
record Key(List<Entry> entries) {
    record Entry(String label, Color color) {}

    void paint(Canvas canvas, double right, double y) {
        double end = right;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            canvas.text(
                    entry.label(),
                    end,
                    y,
                    Canvas.Align.RIGHT,
                    Canvas.SMALL,
                    canvas.theme().muted());
            double dot = end - canvas.width(entry.label(), Canvas.SMALL) - 8;
            canvas.dot(dot, y, 3.5, entry.color());
            end = dot - 14;
        }
    }
}
