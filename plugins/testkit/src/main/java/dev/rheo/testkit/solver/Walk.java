package dev.rheo.testkit.solver;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.test.Lab;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** Walks a step rule along given times as the host does: in float64, a manager for each step, and watched. */
public final class Walk {
    private final StepSolver solver;
    private final Dynamics dynamics;
    private final double[] times;

    /** @param times in the order in which they are walked */
    public Walk(StepSolver solver, Dynamics dynamics, double... times) {
        this.solver = solver;
        this.dynamics = dynamics;
        this.times = times.clone();
    }

    /** {@code steps + 1} times, equally far from each other. */
    public static double[] uniform(double from, double to, int steps) {
        double[] times = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            times[i] = from + (to - from) * i / steps;
        }
        times[steps] = to;
        return times;
    }

    /** {@code steps + 1} times between which ln(a/n) grows, or falls, by equal amounts. */
    public static double[] uniformLogSnr(GaussianPath path, double from, double to, int steps) {
        double[] times = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            double logSnr = path.logSnr(from) + (path.logSnr(to) - path.logSnr(from)) * i / steps;
            times[i] = i == 0 ? from : path.timeOfLogSnr(logSnr);
        }
        times[steps] = to;
        return times;
    }

    /**
     * What was seen of a walk.
     *
     * @param states at every time, row-major
     * @param evaluations of any view of the dynamics
     * @param asked the times at which the dynamics were asked
     * @param draws of noise in all steps together
     * @param arraysKept the most arrays that were kept between steps
     */
    public record Seen(double[][] states, long evaluations, SortedSet<Double> asked, long draws, int arraysKept) {
        /** The state at the end. */
        public double[] end() {
            return states[states.length - 1];
        }
    }

    /**
     * @param start states, row-major
     * @param dimension of a state
     * @param noise of each step
     */
    public Seen from(double[] start, int dimension, LongFunction<StepNoise> noise) {
        try (NDManager host = Lab.open().arrays();
                NDManager memory = host.newSubManager()) {
            Watched watched = new Watched(dynamics);
            double[][] states = new double[times.length][];
            states[0] = start.clone();
            NDArray x = host.create(start, new Shape(start.length / dimension, dimension));
            StepSolver.Solve solve = solver.begin(new Problem(watched, times));
            long[] draws = new long[1];
            int kept = 0;
            for (int i = 0; i + 1 < times.length; i++) {
                StepNoise drawn = noise.apply(i);
                try (NDManager step = host.newSubManager()) {
                    x.attach(step);
                    NDArray next = solve.step(
                            x,
                            times[i],
                            times[i + 1],
                            (like, use) -> {
                                draws[0]++;
                                return drawn.gaussian(like, use);
                            },
                            memory);
                    if (next == x) {
                        throw new AssertionError("a step gives a new array, not the one it was given");
                    }
                    if (!Arrays.equals(x.toDoubleArray(), states[i])) {
                        throw new AssertionError("a step leaves the state that it was given as it is");
                    }
                    next.attach(host);
                    x = next;
                }
                states[i + 1] = x.toDoubleArray();
                kept = Math.max(kept, memory.getManagedArrays().size());
            }
            return new Seen(states, watched.evaluations, watched.asked, draws[0], kept);
        }
    }

    /** Notes when the dynamics are asked. */
    private static final class Watched implements Dynamics {
        private final Dynamics dynamics;
        private final SortedSet<Double> asked = new TreeSet<>();
        private long evaluations;

        Watched(Dynamics dynamics) {
            this.dynamics = dynamics;
        }

        @Override
        public Field velocity() {
            return watched(dynamics.velocity());
        }

        @Override
        public Optional<Field> score() {
            return dynamics.score().map(this::watched);
        }

        @Override
        public Optional<Field> denoised() {
            return dynamics.denoised().map(this::watched);
        }

        @Override
        public Optional<Field> varianceShare() {
            return dynamics.varianceShare().map(this::watched);
        }

        @Override
        public Optional<GaussianPath> path() {
            return dynamics.path();
        }

        private Field watched(Field field) {
            return (x, t) -> {
                evaluations++;
                asked.add(t);
                return field.at(x, t);
            };
        }
    }
}
