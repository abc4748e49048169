package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints processor milliseconds per plan of a minibatch on one thread, cost matrix apart: least and median of many runs. */
final class CouplingSpeed {
    private static final int RUNS = 31;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final CostMatrix cost = new CostMatrix();
    private final Assignment assignment = new Assignment();
    private final EntropicSolver entropic = new EntropicSolver();

    private CouplingSpeed() {}

    public static void main(String[] arguments) {
        CouplingSpeed speed = new CouplingSpeed();
        for (int warmUp = 0; warmUp < 300; warmUp++) {
            speed.spent(TestBatches.eightGaussiansToMoons(256, warmUp), speed.assignment::solve);
            speed.spent(TestBatches.gaussians(256, 784, warmUp % 20), speed.assignment::solve);
        }
        for (int[] size : new int[][] {{64, 2}, {256, 2}, {256, 64}, {256, 784}, {1024, 2}}) {
            speed.report("exact", size[0], size[1], RUNS, speed.assignment::solve);
        }
        for (double lambda : new double[] {2, 0.5, 0.05, 0.02, 1e-3, 1e-4}) {
            speed.entropic(256, 2, lambda);
        }
        speed.entropic(1024, 2, 0.05);
        speed.entropic(256, 784, 2);
        speed.entropic(256, 784, 0.05);
        speed.entropic(256, 784, 1e-3);
    }

    private void entropic(int n, int dimension, double lambda) {
        report("λ = " + lambda, n, dimension, 11, filled -> entropic.solve(filled, lambda, 1e-6, 1000));
    }

    private void report(String what, int n, int dimension, int runs, Consumer<CostMatrix> solver) {
        double[] fill = new double[runs];
        double[] plan = new double[runs];
        try {
            for (int run = 0; run < runs; run++) {
                double[] spent = spent(
                        dimension == 2
                                ? TestBatches.eightGaussiansToMoons(n, run)
                                : TestBatches.gaussians(n, dimension, run),
                        solver);
                fill[run] = spent[0];
                plan[run] = spent[1];
            }
        } catch (CouplingException failure) {
            System.out.println(what + ": " + failure.getMessage());
            return;
        }
        Arrays.sort(fill);
        Arrays.sort(plan);
        System.out.printf(
                Locale.ROOT,
                "%-10s n %4d d %3d   costs %7.3f ms   plan: least %8.3f ms, median %8.3f ms%n",
                what,
                n,
                dimension,
                fill[runs / 2],
                plan[0],
                plan[runs / 2]);
    }

    private double[] spent(CouplingBatch batch, Consumer<CostMatrix> solver) {
        long begin = clock.getCurrentThreadCpuTime();
        cost.fill(batch.source(), batch.target());
        long filled = clock.getCurrentThreadCpuTime();
        solver.accept(cost);
        return new double[] {(filled - begin) * 1e-6, (clock.getCurrentThreadCpuTime() - filled) * 1e-6};
    }
}
