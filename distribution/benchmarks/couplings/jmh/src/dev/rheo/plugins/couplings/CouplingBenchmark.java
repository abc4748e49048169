package dev.rheo.plugins.couplings;

import dev.rheo.api.coupling.CouplingBatch;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Plans of minibatches in milliseconds of the clock: eight batches of one law in turn, so that no branch is learnt by heart. All but
 * {@link #costs} have their cost matrix ready.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CouplingBenchmark {
    private static final int BATCHES = 8;

    /** Dimensions and rows. 2-D: 8-Gaussians to moons; above: normal laws. */
    @Param({"2x64", "2x256", "2x1024", "784x256", "784x1024"})
    public String size = "";

    private final CouplingBatch[] batches = new CouplingBatch[BATCHES];
    private final CostMatrix[] costs = new CostMatrix[BATCHES];
    private final Assignment assignment = new Assignment();
    private final NetworkSimplex simplex = new NetworkSimplex();
    private final EntropicSolver entropic = new EntropicSolver();
    private final CostMatrix scratch = new CostMatrix();
    private long[] supply = {};
    private long[] demand = {};
    private int turn;

    @Setup
    public void fill() {
        String[] numbers = size.split("x");
        int dimension = Integer.parseInt(numbers[0]);
        int n = Integer.parseInt(numbers[1]);
        for (int k = 0; k < BATCHES; k++) {
            batches[k] = dimension == 2
                    ? TestBatches.eightGaussiansToMoons(n, k)
                    : TestBatches.gaussians(n, dimension, k);
            costs[k] = TestBatches.costs(batches[k]);
        }
        supply = new long[n];
        demand = new long[n];
        Arrays.setAll(supply, i -> 1 + i % 3);
        Arrays.setAll(demand, j -> 1 + j % 2);
        demand[n - 1] += Arrays.stream(supply).sum() - Arrays.stream(demand).sum();
    }

    private CostMatrix next() {
        turn = (turn + 1) % BATCHES;
        return costs[turn];
    }

    @Benchmark
    public int[] exact() {
        return assignment.solve(next());
    }

    @Benchmark
    public TransportPlan weighted() {
        return simplex.solve(next(), supply, demand);
    }

    /** 0.8 of the mass. */
    @Benchmark
    public TransportPlan partial() {
        return PartialOtCoupling.plan(next(), scratch, simplex, 0.8);
    }

    /** λ is a hundredth of the largest cost, whatever the dimension. */
    @Benchmark
    public double sinkhorn() {
        CostMatrix cost = next();
        return entropic.solve(cost, 0.01 * cost.largest(), 1e-6, 1000).error();
    }

    @Benchmark
    public CostMatrix costs() {
        turn = (turn + 1) % BATCHES;
        scratch.fill(batches[turn].source(), batches[turn].target());
        return scratch;
    }
}
