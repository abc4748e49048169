package dev.rheo.plugins.datasets.source;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation.Standardise;

/** Shifts and scales points by their own statistics; features that do not vary are only shifted. */
final class Standardised {
    private Standardised() {}

    static Points of(Points points, Standardise how) {
        if (how == Standardise.NONE) {
            return points;
        }
        int d = points.dimension();
        int groups = how == Standardise.PER_FEATURE ? d : 1;
        double[][] shiftAndScale = how == Standardise.RANGE ? range(points) : moments(points, groups);
        float[] values = new float[points.values().length];
        for (int i = 0; i < values.length; i++) {
            int group = i % d % groups;
            values[i] = (float) ((points.values()[i] - shiftAndScale[0][group]) / shiftAndScale[1][group]);
        }
        return new Points(values, points.count(), d);
    }

    private static double[][] moments(Points points, int groups) {
        double[] mean = new double[groups];
        double[] deviation = new double[groups];
        float[] values = points.values();
        double each = (double) values.length / groups;
        for (int i = 0; i < values.length; i++) {
            mean[i % points.dimension() % groups] += values[i] / each;
        }
        for (int i = 0; i < values.length; i++) {
            int group = i % points.dimension() % groups;
            double centred = values[i] - mean[group];
            deviation[group] += centred * centred / each;
        }
        for (int group = 0; group < groups; group++) {
            deviation[group] = deviation[group] > 0 ? Math.sqrt(deviation[group]) : 1;
        }
        return new double[][] {mean, deviation};
    }

    private static double[][] range(Points points) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : points.values()) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        double half = greatest > least ? (greatest - least) / 2 : 1;
        return new double[][] {{(greatest + least) / 2}, {half}};
    }
}
