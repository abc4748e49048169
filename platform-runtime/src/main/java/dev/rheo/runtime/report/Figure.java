package dev.rheo.runtime.report;

/**
 * A picture that has not been drawn yet.
 *
 * @param file name of its PNG
 * @param title above it in the report
 * @param caption how to read it and what was left out
 * @param width in logical pixels
 * @param height in logical pixels
 * @param painter draws it, as often as asked
 */
record Figure(String file, String title, String caption, int width, int height, Painter painter) {
    /** Draws on a canvas of the figure's size that shows the theme's background. */
    @FunctionalInterface
    interface Painter {
        void paint(Canvas canvas);
    }
}
