package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.data.Points;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.Locale;

/** Prints milliseconds per exact coupling, cost matrix apart, for one thread: the median of the last runs. */
final class CouplingSpeed {
    private static final int RUNS = 41;

    private CouplingSpeed() {}

    public static void main(String[] arguments) {
        for (int warmUp = 0; warmUp < 300; warmUp++) {
            solve(batch(256, 2, warmUp));
            solve(batch(256, 784, warmUp % 20));
        }
        for (int[] size : new int[][] {{64, 2}, {256, 2}, {256, 64}, {256, 784}, {1024, 2}}) {
            double[][] times = new double[2][RUNS];
            for (int run = 0; run < RUNS; run++) {
                double[] spent = solve(batch(size[0], size[1], run));
                times[0][run] = spent[0];
                times[1][run] = spent[1];
            }
            Arrays.sort(times[0]);
            Arrays.sort(times[1]);
            System.out.printf(
                    Locale.ROOT,
                    "n %4d  d %3d   costs %.3f ms   plan %.3f ms (slowest %.3f)%n",
                    size[0],
                    size[1],
                    times[0][RUNS / 2],
                    times[1][RUNS / 2],
                    times[1][RUNS - 1]);
        }
    }

    private static final CostMatrix COST = new CostMatrix();
    private static final Assignment SOLVER = new Assignment();

    private static double[] solve(CouplingBatch batch) {
        long begin = System.nanoTime();
        COST.fill(batch.source(), batch.target());
        long filled = System.nanoTime();
        SOLVER.solve(COST);
        return new double[] {(filled - begin) * 1e-6, (System.nanoTime() - filled) * 1e-6};
    }

    /** Gaussian noise to eight Gaussians on a circle (2-D), or to a shifted Gaussian. */
    static CouplingBatch batch(int n, int dimension, long seed) {
        Draws draws = new RandomStreams(seed).at("speed", 0);
        float[] source = new float[n * dimension];
        float[] target = new float[n * dimension];
        draws.gaussians(0, n, dimension, source, 0);
        draws.gaussians(n, n, dimension, target, 0);
        for (int i = 0; i < n && dimension == 2; i++) {
            double angle = Math.PI / 4 * draws.integer(2L * n + i, 0, 8);
            target[2 * i] = (float) (2 * Math.cos(angle) + 0.1 * target[2 * i]);
            target[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.1 * target[2 * i + 1]);
        }
        return new CouplingBatch(new Points(source, n, dimension), new Points(target, n, dimension), null);
    }
}
