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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints processor milliseconds on one thread, least and median of many batches, as lines
 * {@code who;what;dimension;n;least;median;remark}, and writes the batches as raw float32 for the peers. Every batch is solved twice,
 * and the second time counts. Who is {@code rheo}, or {@code rheo-vectors} where the Vector API is there.
 */
final class CouplingSpeed {
    private static final int WARM_UPS = 300;
    private static final double TOLERANCE = 1e-6;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final CostMatrix cost = new CostMatrix();
    private final CostMatrix scratch = new CostMatrix();
    private final Assignment assignment = new Assignment();
    private final NetworkSimplex simplex = new NetworkSimplex();
    private final EntropicSolver entropic = new EntropicSolver();
    private final String who = RowScan.fastest() instanceof PlainScan ? "rheo" : "rheo-vectors";
    private final Path directory;

    private CouplingSpeed(Path directory) {
        this.directory = directory;
    }

    /** @param arguments the folder for the batches, and a section of the benchmark */
    public static void main(String[] arguments) {
        new CouplingSpeed(Path.of(arguments[0])).section(arguments[1]);
    }

    private void section(String name) {
        switch (name) {
            case "exact" -> exact(15, new int[][] {{64, 2}, {256, 2}, {1024, 2}, {256, 784}, {1024, 784}});
            case "large" -> exact(1, new int[][] {{2048, 2}, {4096, 2}, {2048, 784}, {4096, 784}});
            case "weighted" -> weighted();
            case "sinkhorn" -> sinkhorn();
            case "penalised" -> penalised();
            case "costs" -> {
                for (int n : new int[] {256, 1024}) {
                    report("costs", n, 784, 15, 1, null);
                }
            }
            default -> throw new IllegalArgumentException("no section " + name);
        }
    }

    private void exact(int runs, int[][] sizes) {
        warmUp(assignment::solve);
        for (int[] size : sizes) {
            report("exact", size[0], size[1], runs, 1, filled -> {
                assignment.solve(filled);
                return "";
            });
        }
    }

    private void weighted() {
        warmUp(this::withWeights);
        for (int[] size : new int[][] {{256, 2}, {1024, 2}, {256, 784}, {1024, 784}}) {
            report("weighted", size[0], size[1], 15, 1, filled -> {
                withWeights(filled);
                return "";
            });
        }
        for (int[] size : new int[][] {{512, 2}, {2048, 2}, {512, 784}}) {
            report("two to one", size[0], size[1], 5, 2, filled -> {
                simplex.solve(filled, masses(filled.rows(), 1), masses(filled.columns(), 2));
                return "";
            });
        }
    }

    private void sinkhorn() {
        warmUp(filled -> entropic.solve(filled, 0.5, TOLERANCE, 1000));
        for (double lambda : new double[] {2, 0.5, 0.05, 0.02}) {
            sinkhorn(lambda, 256, 2, 5);
        }
        sinkhorn(0.05, 1024, 2, 1);
        sinkhorn(0.05, 256, 784, 3);
    }

    private void sinkhorn(double lambda, int n, int dimension, int runs) {
        report(
                "sinkhorn " + lambda,
                n,
                dimension,
                runs,
                1,
                filled -> String.format(
                        Locale.ROOT,
                        "error %.1e",
                        entropic.solve(filled, lambda, TOLERANCE, 1000).error()));
    }

    private void penalised() {
        warmUp(filled -> PartialOtCoupling.plan(filled, scratch, simplex, 0.8));
        for (int n : new int[] {256, 1024}) {
            report(
                    "partial 0.8",
                    n,
                    2,
                    5,
                    1,
                    filled -> remark(filled, PartialOtCoupling.plan(filled, scratch, simplex, 0.8)));
        }
        warmUp(filled -> entropic.solve(filled, 1, 10, TOLERANCE, 1000));
        for (double lambda : new double[] {1, 0.1}) {
            report(
                    "unbalanced " + lambda,
                    256,
                    2,
                    5,
                    1,
                    filled -> remark(
                            filled,
                            entropic.solve(filled, lambda, 10, TOLERANCE, 1000).plan()));
        }
    }

    private static String remark(CostMatrix filled, TransportPlan plan) {
        double paid = 0;
        double moved = 0;
        for (int k = 0; k < plan.size(); k++) {
            moved += plan.mass()[k];
            paid += plan.mass()[k] * filled.values()[plan.row()[k] * filled.columns() + plan.column()[k]];
        }
        return String.format(Locale.ROOT, "mass %.5f cost %.5f", moved, paid);
    }

    /** Row i weighs 1 + i mod 3, column j 1 + j mod 2, the last one what is missing. */
    private TransportPlan withWeights(CostMatrix filled) {
        int n = filled.rows();
        long[] supply = new long[n];
        long[] demand = new long[n];
        Arrays.setAll(supply, i -> 1 + i % 3);
        Arrays.setAll(demand, j -> 1 + j % 2);
        demand[n - 1] += Arrays.stream(supply).sum() - Arrays.stream(demand).sum();
        return simplex.solve(filled, supply, demand);
    }

    private static long[] masses(int count, long each) {
        long[] masses = new long[count];
        Arrays.fill(masses, each);
        return masses;
    }

    private void warmUp(Function<CostMatrix, ?> solver) {
        for (int run = 0; run < WARM_UPS; run++) {
            solver.apply(TestBatches.costs(TestBatches.eightGaussiansToMoons(256, run)));
        }
    }

    /**
     * @param most runs, fewer of large batches
     * @param part the data are the first n / part
     * @param solver gives the remark; null times the cost matrix
     */
    private void report(
            String what, int n, int dimension, int most, int part, @Nullable Function<CostMatrix, String> solver) {
        int runs = Math.min(most, n > 512 ? 5 : 15);
        double[] spent = new double[runs];
        String remark = "";
        for (int run = 0; run < runs; run++) {
            CouplingBatch batch = batch(n, dimension, run);
            Points data = batch.target().slice(0, n / part);
            for (int repetition = 0; repetition < 2; repetition++) {
                long begin = clock.getCurrentThreadCpuTime();
                cost.fill(batch.source(), data);
                if (solver != null) {
                    begin = clock.getCurrentThreadCpuTime();
                    remark = solver.apply(cost);
                }
                spent[run] = (clock.getCurrentThreadCpuTime() - begin) * 1e-6;
            }
        }
        Arrays.sort(spent);
        System.out.printf(
                Locale.ROOT, "%s;%s;%d;%d;%.3f;%.3f;%s%n", who, what, dimension, n, spent[0], spent[runs / 2], remark);
    }

    private CouplingBatch batch(int n, int dimension, int run) {
        CouplingBatch batch =
                dimension == 2 ? TestBatches.eightGaussiansToMoons(n, run) : TestBatches.gaussians(n, dimension, run);
        write(batch.source(), "x", n, dimension, run);
        write(batch.target(), "y", n, dimension, run);
        return batch;
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
