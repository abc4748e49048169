package dev.rheo.plugins.solvers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Problem;
import dev.rheo.api.sample.SolverTraits;
import dev.rheo.api.sample.StepNoise;
import dev.rheo.api.sample.StepSolver;
import dev.rheo.api.sample.Stepping;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The explicit multistep methods of Adams and Bashforth: one evaluation a step, whatever the order. The first order − 1
 * steps are classic Runge–Kutta steps of four evaluations. The weights follow the grid, so that order is kept on grids that
 * are not uniform.
 */
@RheoComponent(
        name = "adams-bashforth",
        summary = "Adams–Bashforth of order 2 to 4: one evaluation a step, after order − 1 steps of rk4.",
        formula = "x' = x + Σⱼ wⱼ u(xₙ₋ⱼ, tₙ₋ⱼ), wⱼ = ∫ₜ^(t+h) Lⱼ(τ) dτ",
        source = "Bashforth, Adams 1883; Hairer, Nørsett, Wanner: Solving ODEs I, III.1 and III.5 (variable steps)")
public final class AdamsBashforth implements StepSolver {
    /** Options. */
    public record Config(
            @Option(
                    value = "Order: how many slopes a step is made from.",
                    defaultsTo = "2",
                    min = 2,
                    max = 4,
                    source = "Hairer, Nørsett, Wanner: Solving ODEs I, III.1")
            int order,

            @Option(
                    value =
                            "Steps of the time grid; one evaluation of the network each, four in each of the first order - 1.",
                    defaultsTo = "50",
                    min = 1)
            int steps)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return SolverTraits.fixedSteps();
        }
    }

    private final Config config;

    @Inject
    public AdamsBashforth(Config config) {
        this.config = config;
    }

    @Override
    public Stepping stepping() {
        return new Stepping.Fixed(config.steps);
    }

    @Override
    public Solve begin(Problem problem) {
        return new Multistep(problem.dynamics().velocity(), config.order);
    }

    /** A slope of the solution and its time. */
    private record Slope(double t, NDArray value) {}

    private static final class Multistep implements Solve {
        private final Field velocity;
        private final int order;
        private final Deque<Slope> slopes = new ArrayDeque<>(); // newest first

        Multistep(Field velocity, int order) {
            this.velocity = velocity;
            this.order = order;
        }

        @Override
        public NDArray step(NDArray x, double from, double to, StepNoise noise, NDManager memory) {
            NDArray slope = velocity.at(x, from);
            slope.attach(memory);
            slopes.addFirst(new Slope(from, slope));
            if (slopes.size() < order) {
                return rungeKutta(x, from, to - from, slope);
            }
            NDArray next = multistep(x, to);
            slopes.removeLast().value.close();
            return next;
        }

        private NDArray multistep(NDArray x, double to) {
            double[] weights =
                    AdamsWeights.of(slopes.stream().mapToDouble(Slope::t).toArray(), to);
            NDArray next = x.duplicate();
            Iterator<Slope> newestFirst = slopes.iterator();
            for (double weight : weights) {
                add(next, newestFirst.next().value, weight);
            }
            return next;
        }

        private NDArray rungeKutta(NDArray x, double t, double h, NDArray k1) {
            NDArray k2 = velocity.at(plus(x, k1, h / 2), t + h / 2);
            NDArray k3 = velocity.at(plus(x, k2, h / 2), t + h / 2);
            NDArray k4 = velocity.at(plus(x, k3, h), t + h);
            NDArray next = plus(x, k1, h / 6);
            add(next, k2, h / 3);
            add(next, k3, h / 3);
            add(next, k4, h / 6);
            return next;
        }

        private static NDArray plus(NDArray x, NDArray slope, double by) {
            NDArray sum = x.duplicate();
            add(sum, slope, by);
            return sum;
        }

        /** In place; the product's array is freed at once, since {@code slope} may belong to the solve's memory. */
        private static void add(NDArray sum, NDArray slope, double by) {
            try (NDArray product = slope.mul(by)) {
                sum.addi(product);
            }
        }
    }
}
