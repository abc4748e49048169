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

    /** Every number centred and divided by its own standard deviation, 1 if it does not vary. */
    record Columns(double[] mean, double[] deviation) {
        static Columns of(Points rows) {
            int d = rows.dimension();
            double[] mean = Standardisation.of(rows).mean();
            double[] deviation = new double[d];
            for (int k = 0; k < d; k++) {
                double squares = 0;
                for (int i = 0; i < rows.count(); i++) {
                    double centred = rows.at(i, k) - mean[k];
                    squares += centred * centred;
                }
                double root = Math.sqrt(squares / rows.count());
                deviation[k] = root > 1e-9 * Math.max(1, Math.abs(mean[k])) ? root : 1;
            }
            return new Columns(mean, deviation);
        }

        Points apply(Points rows) {
            int d = rows.dimension();
            float[] values = new float[rows.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((rows.values()[i] - mean[i % d]) / deviation[i % d]);
            }
            return new Points(values, rows.count(), d);
        }
    }
}
