package dev.rheo.runtime.report;

/**
 * Density of a point cloud on a regular grid over a window: counts smoothed by an isotropic Gaussian kernel, normalised
 * to integrate to one over the window. The bandwidth maximises the leave-one-out likelihood (Habbema, Hermans and van
 * den Broek, 1974) among fractions of Scott's rule, which alone would blur separate modes together; it is at least one
 * cell.
 */
final class Density {
    private static final double[] FRACTIONS = {1, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.08};

    private final int columns;
    private final int rows;
    private final double cell;
    private final double[] values;

    private Density(int columns, int rows, double cell, double[] values) {
        this.columns = columns;
        this.rows = rows;
        this.cell = cell;
        this.values = values;
    }

    /** Of the points inside the window, {@code columns} cells wide; zero everywhere if there are none. */
    static Density of(PointCloud cloud, Window window, int columns) {
        int rows = Math.max(1, (int) Math.round(columns * window.aspect()));
        double cell = Math.sqrt(window.x().width() * window.y().width() / ((double) columns * rows));
        double[] counts = new double[columns * rows];
        int inside = 0;
        for (int i = 0; i < cloud.size(); i++) {
            if (window.contains(cloud, i)) {
                int column = Math.min(columns - 1, (int) (window.x().fraction(cloud.at(i, 0)) * columns));
                int row = Math.min(rows - 1, (int) (window.y().fraction(cloud.at(i, 1)) * rows));
                counts[row * columns + column]++;
                inside++;
            }
        }
        if (inside == 0) {
            return new Density(columns, rows, cell, counts);
        }
        double scott = spread(cloud, window) / cell * Math.pow(inside, -1.0 / 6);
        return new Density(columns, rows, cell, smoothed(counts, columns, scott, cell));
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Per unit of area, row 0 at the bottom. */
    double at(int column, int row) {
        return values[row * columns + column];
    }

    double peak() {
        double peak = 0;
        for (double value : values) {
            peak = Math.max(peak, value);
        }
        return peak;
    }

    double integral() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum * cell * cell;
    }

    private static double[] smoothed(double[] counts, int columns, double scott, double cell) {
        double[] best = counts;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (double fraction : FRACTIONS) {
            double bandwidth = Math.max(1, fraction * scott);
            double[] kernel = kernel(bandwidth);
            double[] smooth = convolved(counts, columns, kernel);
            double score = leaveOneOut(counts, smooth, kernel[0] * kernel[0]);
            if (score > bestScore) {
                best = smooth;
                bestScore = score;
            }
            if (bandwidth == 1) {
                break;
            }
        }
        double kept = 0;
        for (double value : best) {
            kept += value;
        }
        for (int i = 0; i < best.length; i++) {
            best[i] /= kept * cell * cell;
        }
        return best;
    }

    private static double leaveOneOut(double[] counts, double[] smooth, double own) {
        double score = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                score += counts[i] * Math.log(Math.max(smooth[i] - own, 1e-9));
            }
        }
        return score;
    }

    /** Half of a symmetric kernel, the centre first, of total weight one. */
    private static double[] kernel(double bandwidth) {
        double[] kernel = new double[(int) Math.ceil(4 * bandwidth) + 1];
        double total = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-0.5 * i * i / (bandwidth * bandwidth));
            total += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= total;
        }
        return kernel;
    }

    private static double[] convolved(double[] counts, int columns, double[] kernel) {
        int rows = counts.length / columns;
        double[] across = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                spread(across, i, i % columns, columns, 1, counts[i], kernel);
            }
        }
        double[] both = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (across[i] != 0) {
                spread(both, i, i / columns, rows, columns, across[i], kernel);
            }
        }
        return both;
    }

    private static void spread(
            double[] into, int index, int place, int length, int stride, double weight, double[] kernel) {
        int from = Math.max(-place, 1 - kernel.length);
        int to = Math.min(length - 1 - place, kernel.length - 1);
        for (int k = from; k <= to; k++) {
            into[index + k * stride] += weight * kernel[Math.abs(k)];
        }
    }

    private static double spread(PointCloud cloud, Window window) {
        double variance = 0;
        for (int d = 0; d < 2; d++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int i = 0; i < cloud.size(); i++) {
                if (window.contains(cloud, i)) {
                    double value = cloud.at(i, d) - (d == 0 ? window.x() : window.y()).middle();
                    sum += value;
                    squares += value * value;
                    count++;
                }
            }
            variance += Math.max(0, squares / count - sum / count * sum / count) / 2;
        }
        return Math.sqrt(variance);
    }
}
