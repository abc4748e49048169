package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Points;

/** Centres every feature and divides all by one standard deviation, so that constant pixels stay harmless. */
record Standardisation(double[] mean, double deviation) {
    static Standardisation of(Points rows) {
        int d = rows.dimension();
        double[] mean = new double[d];
        float[] values = rows.values();
        for (int i = 0; i < values.length; i++) {
            mean[i % d] += values[i] / (double) rows.count();
        }
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            double centred = values[i] - mean[i % d];
            square += centred * centred / values.length;
        }
        return new Standardisation(mean, square > 0 ? Math.sqrt(square) : 1);
    }

    Points apply(Points rows) {
        int d = rows.dimension();
        float[] values = new float[rows.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((rows.values()[i] - mean[i % d]) / deviation);
        }
        return new Points(values, rows.count(), d);
    }
}
