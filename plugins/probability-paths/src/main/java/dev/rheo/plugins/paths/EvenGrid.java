package dev.rheo.plugins.paths;

/** Evenly spaced grid points. */
final class EvenGrid {
    private EvenGrid() {}

    /** 0, 1/n, 2/n …: {@code count} of them. */
    static double[] times(int count, double n) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = i / n;
        }
        return times;
    }
}
