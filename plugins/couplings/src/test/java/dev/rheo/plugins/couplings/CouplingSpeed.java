package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.data.Points;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Prints processor milliseconds on one thread, least and median of many batches, as lines
 * {@code who;what;dimension;n;least;median}, and writes the batches as raw float32 for the peers. Every batch is solved twice, and the second time counts.
 */
final class CouplingSpeed {
    private static final int RUNS = 15;
    private static final int FEW_RUNS = 5;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final CostMatrix cost = new CostMatrix();
    private final Assignment assignment = new Assignment();
    private final NetworkSimplex simplex = new NetworkSimplex();
    private final EntropicSolver entropic = new EntropicSolver();
    private final Path directory;

    private CouplingSpeed(Path directory) {
        this.directory = directory;
    }

    /** @param arguments the folder for the batches */
    public static void main(String[] arguments) {
        CouplingSpeed speed = new CouplingSpeed(Path.of(arguments[0]));
        for (int warmUp = 0; warmUp < 300; warmUp++) {
            CostMatrix warm = TestBatches.costs(TestBatches.eightGaussiansToMoons(256, warmUp));
            speed.assignment.solve(warm);
            speed.weighted(warm);
        }
        for (int[] size : new int[][] {{64, 2}, {256, 2}, {1024, 2}, {256, 784}, {1024, 784}}) {
            speed.report("exact", size[0], size[1], speed.assignment::solve);
        }
        for (int[] size : new int[][] {{256, 2}, {1024, 2}, {256, 784}}) {
            speed.report("weighted", size[0], size[1], speed::weighted);
        }
        for (double lambda : new double[] {2, 0.5, 0.05}) {
            speed.report("sinkhorn " + lambda, 256, 2, filled -> speed.entropic.solve(filled, lambda, 1e-6, 1000));
        }
        for (int n : new int[] {256, 1024}) {
            speed.report("costs", n, 784, filled -> {});
        }
    }

    /** Row i weighs 1 + i mod 3, column j 1 + j mod 2, the last one what is missing. */
    private void weighted(CostMatrix filled) {
        int n = filled.rows();
        long[] supply = new long[n];
        long[] demand = new long[n];
        Arrays.setAll(supply, i -> 1 + i % 3);
        Arrays.setAll(demand, j -> 1 + j % 2);
        demand[n - 1] += Arrays.stream(supply).sum() - Arrays.stream(demand).sum();
        simplex.solve(filled, supply, demand);
    }

    private void report(String what, int n, int dimension, Consumer<CostMatrix> solver) {
        int runs = n > 256 ? FEW_RUNS : RUNS;
        double[] spent = new double[runs];
        for (int run = 0; run < runs; run++) {
            CouplingBatch batch = dimension == 2
                    ? TestBatches.eightGaussiansToMoons(n, run)
                    : TestBatches.gaussians(n, dimension, run);
            write(batch.source(), "x", n, dimension, run);
            write(batch.target(), "y", n, dimension, run);
            boolean fillOnly = what.equals("costs");
            spent[run] = Double.POSITIVE_INFINITY;
            for (int repetition = 0; repetition < 2; repetition++) {
                long begin = clock.getCurrentThreadCpuTime();
                cost.fill(batch.source(), batch.target());
                if (!fillOnly) {
                    begin = clock.getCurrentThreadCpuTime();
                    solver.accept(cost);
                }
                spent[run] = (clock.getCurrentThreadCpuTime() - begin) * 1e-6;
            }
        }
        Arrays.sort(spent);
        System.out.printf(Locale.ROOT, "rheo;%s;%d;%d;%.3f;%.3f%n", what, dimension, n, spent[0], spent[runs / 2]);
    }

    private void write(Points points, String side, int n, int dimension, int run) {
        Path file = directory.resolve(side + "-" + dimension + "-" + n + "-" + run + ".f32");
        if (Files.exists(file)) {
            return;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * points.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(points.values());
        try {
            Files.write(file, bytes.array());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
