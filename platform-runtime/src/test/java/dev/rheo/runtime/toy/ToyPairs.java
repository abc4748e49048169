package dev.rheo.runtime.toy;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.coupling.CouplingBatch;
import dev.rheo.api.coupling.CouplingException;
import dev.rheo.api.coupling.Pairing;
import dev.rheo.api.coupling.PlanFacts;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.time.TimestepSampler;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Paths, couplings and times. */
public final class ToyPairs {
    private ToyPairs() {}

    /** x_t = t x1 + (1 − t) x0. */
    @RheoComponent(name = "linear", summary = "Straight lines.")
    public static final class Linear implements GaussianPath {
        @Inject
        public Linear() {}

        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 1 - t;
        }

        @Override
        public double s(double t) {
            return 0;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return -1;
        }

        @Override
        public double ds(double t) {
            return 0;
        }
    }

    /** x_t = t x1 + (1 − t) x0 with x0 as noise. */
    @RheoComponent(name = "fading", summary = "Straight lines from noise.")
    public static class Fading implements GaussianPath {
        @Inject
        public Fading() {}

        @Override
        public double a(double t) {
            return t;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return 1 - t;
        }

        @Override
        public double da(double t) {
            return 1;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -1;
        }
    }

    @RheoComponent(name = "stepwise", summary = "Straight lines from noise in discrete time.")
    public static final class Stepwise extends Fading {
        @Inject
        public Stepwise() {}

        @Override
        public double[] gridTimes() {
            return new double[] {0, 0.25, 0.5, 0.75};
        }
    }

    /** x_t = x1 + 50^(1 − t) x0: the variance of its noise explodes towards the source. */
    @RheoComponent(name = "exploding", summary = "Exploding variance.")
    public static final class Exploding implements GaussianPath {
        @Inject
        public Exploding() {}

        @Override
        public double a(double t) {
            return 1;
        }

        @Override
        public double b(double t) {
            return 0;
        }

        @Override
        public double s(double t) {
            return Math.pow(50, 1 - t);
        }

        @Override
        public double da(double t) {
            return 0;
        }

        @Override
        public double db(double t) {
            return 0;
        }

        @Override
        public double ds(double t) {
            return -Math.log(50) * s(t);
        }
    }

    /** Random pairs; at one step, or at every one, something else. */
    @RheoComponent(name = "toy", summary = "A random permutation.")
    public static final class Shuffle implements Coupling {
        /** What happens at the step. */
        public enum Fault {
            NONE,
            EXCEPTION,
            COUPLING_EXCEPTION,
            ERROR,
            TOO_FEW,
            OUTSIDE,
            UNCONVERGED
        }

        /** Faults at the step of a run with this seed; −1 for all. */
        public record Config(
                @Option("What.") Fault fault,
                @Option("When.") long step,
                @Option("Seed.") long seed) implements ComponentConfig {}

        private final Config config;

        @Inject
        public Shuffle(Config config) {
            this.config = config;
        }

        @Override
        public Pairing pair(CouplingBatch batch, RandomGenerator random) {
            int n = batch.target().count();
            long first = random.nextLong();
            int[] target = new int[n];
            for (int i = 0; i < n; i++) {
                int j = random.nextInt(i + 1);
                target[i] = target[j];
                target[j] = i;
            }
            boolean now = config.step < 0 || first == firstOf(config.step);
            return now ? faulty(target) : new Pairing(Pairing.identity(n).source(), target, null);
        }

        private long firstOf(long step) {
            return new RandomStreams(config.seed)
                    .at("coupling", step)
                    .generator(0)
                    .nextLong();
        }

        private Pairing faulty(int[] target) {
            int n = target.length;
            Supplier<Pairing> result =
                    switch (config.fault) {
                        case NONE -> () -> new Pairing(Pairing.identity(n).source(), target, null);
                        case EXCEPTION ->
                            () -> {
                                throw new IllegalStateException("no plan");
                            };
                        case COUPLING_EXCEPTION ->
                            () -> {
                                throw new CouplingException("The costs overflow. Scale the data.");
                            };
                        case ERROR ->
                            () -> {
                                throw new AssertionError("impossible");
                            };
                        case TOO_FEW -> () -> Pairing.identity(n - 1);
                        case OUTSIDE -> () -> new Pairing(new int[n], shifted(n), null);
                        case UNCONVERGED ->
                            () -> new Pairing(Pairing.identity(n).source(), target, null, new PlanFacts(0.25, false));
                    };
            return result.get();
        }

        private static int[] shifted(int n) {
            int[] index = new int[n];
            index[n - 1] = n;
            return index;
        }
    }

    /** Density 2t, either way. */
    @RheoComponent(name = "rising", summary = "Density 2t.")
    public static final class Rising implements TimestepSampler {
        /** What the density means. */
        public record Config(
                @Option("What the density means.") Weighting weighting) implements ComponentConfig {}

        private final Config config;

        @Inject
        public Rising(Config config) {
            this.config = config;
        }

        @Override
        public double quantile(double u) {
            return Math.sqrt(u);
        }

        @Override
        public double cumulative(double t) {
            return t * t;
        }

        @Override
        public double density(double t) {
            return 2 * t;
        }

        @Override
        public Weighting weighting() {
            return config.weighting;
        }
    }

    /** Uniform. */
    @RheoComponent(name = "uniform", summary = "Uniform.")
    public static final class Uniform implements TimestepSampler {
        @Inject
        public Uniform() {}

        @Override
        public double quantile(double u) {
            return u;
        }

        @Override
        public double cumulative(double t) {
            return t;
        }

        @Override
        public double density(double t) {
            return 1;
        }
    }
}
