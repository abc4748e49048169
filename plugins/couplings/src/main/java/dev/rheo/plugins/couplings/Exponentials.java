package dev.rheo.plugins.couplings;

/** Exponentials of many numbers, in a loop without branches that the compiler turns into vector instructions. */
final class Exponentials {
    /** Below it e^x counts as if x were this. */
    static final double LEAST = -60;

    private static final double PART = 1.0 / 256;
    /** x / 256 lies in −2c … 0 for x in the range. */
    private static final double CENTRE = 60.0 / 512;

    private static final double C0 = Math.exp(-CENTRE);
    private static final double C1 = C0;
    private static final double C2 = C1 / 2;
    private static final double C3 = C2 / 3;
    private static final double C4 = C3 / 4;
    private static final double C5 = C4 / 5;
    private static final double C6 = C5 / 6;
    private static final double C7 = C6 / 7;
    private static final double C8 = C7 / 8;
    private static final double C9 = C8 / 9;

    private Exponentials() {}

    /**
     * Replaces the first {@code count} numbers, none of them above 0, by their exponentials: Taylor's series of e^(x/256) about
     * the middle of its range, then eight squares. The relative error is below 1e-13.
     */
    static void replace(double[] x, int count) {
        for (int j = 0; j < count; j++) {
            double y = Math.max(LEAST, x[j]) * PART + CENTRE;
            double p = ((((C9 * y + C8) * y + C7) * y + C6) * y + C5) * y + C4;
            p = (((p * y + C3) * y + C2) * y + C1) * y + C0;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            x[j] = p * p;
        }
    }
}
