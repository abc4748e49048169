package dev.rheo.runtime.sample;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Solver;
import dev.rheo.runtime.engine.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One solve of a batch of numbers in float64, and what was seen of it. */
final class Solving {
    /** y' = 4 y (1 − y), y(0) = 1/10. */
    static final Field LOGISTIC = (x, t) -> x.mul(x.neg().addi(1)).muli(4);

    static final double LOGISTIC_END = 1 / (1 + 9 * Math.exp(-4));

    private double[] saveAt = {};
    private long firstRow;
    private final Route route;
    private final List<double[]> observed = new ArrayList<>();
    private final AtomicInteger mostArrays = new AtomicInteger();

    Solving() {
        this(0, 1);
    }

    /** Equal steps from one time to another. */
    Solving(double from, double to) {
        this.route = new Route(from, to, steps -> IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> i == steps ? to : from + (to - from) * i / steps)
                .toArray());
    }

    Solving saveAt(double... times) {
        saveAt = times;
        for (int i = 0; i < times.length; i++) {
            observed.add(new double[0]);
        }
        return this;
    }

    Solving firstRow(long row) {
        firstRow = row;
        return this;
    }

    /** The state at the end, and what the solve cost. */
    record End(double[] x, SolveStatistics statistics, double[] start, int arraysLeft) {}

    End solve(Solver solver, Field field, double... start) {
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        try (NDManager mine = engine.newManager();
                NDManager theirs = engine.newManager()) {
            NDArray x = mine.create(start, new Shape(start.length, 1));
            Field watched = (y, t) -> {
                mostArrays.accumulateAndGet(theirs.getManagedArrays().size(), Math::max);
                return field.at(y, t);
            };
            SolveLoop loop = new SolveLoop(route, saveAt, (i, t, y) -> {
                observed.set(i, y.toDoubleArray());
                saveAt[i] = t;
            });
            SolveLoop.Solution solution = loop.solve(
                    theirs,
                    solver,
                    () -> watched,
                    x,
                    step -> new AddressedNoise(new RandomStreams(4), "test", step, firstRow));
            return new End(
                    solution.end().toDoubleArray(),
                    solution.statistics(),
                    x.toDoubleArray(),
                    theirs.getManagedArrays().size());
        }
    }

    /** States at the save points. */
    List<double[]> observed() {
        return observed;
    }

    /** The times that those states have. */
    double[] observedAt() {
        return saveAt;
    }

    /** The most arrays that the solve held, those of the step under way included, when the field was asked. */
    int mostArrays() {
        return mostArrays.get();
    }
}
