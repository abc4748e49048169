package dev.rheo.runtime.toy;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.optimize.Adam;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.optimize.UpdateBuilder;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.ButcherTableau;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.RungeKuttaSolver;
import dev.rheo.api.sample.Stepping;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Networks, objectives, optimizers and a solver. */
public final class ToyModel {
    private ToyModel() {}

    /** One hidden layer of eight on [x, t] and the label. */
    @RheoComponent(name = "toy", summary = "One hidden layer.")
    public static final class Net implements NetworkArchitecture {
        @Inject
        public Net() {}

        @Override
        public Support supports(NetworkSpec spec) {
            return Support.yes();
        }

        @Override
        public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
            Value h = net.linear("in", net.cat(1, net.x(), net.unsqueeze(net.t(), 1)), 8);
            Value labels = net.labels();
            if (labels != null && spec.labels() instanceof Labels.Classes classes) {
                h = net.add(h, net.embedding("label", labels, classes.count() + 1, 8));
            }
            Value conditions = net.conditions();
            if (conditions != null) {
                h = net.add(h, net.linear("condition", conditions, 8));
            }
            return List.of(net.linear("out", net.silu(h), spec.sample().at(0)));
        }
    }

    /** The constant vector (3, 4), whatever x and t. */
    @RheoComponent(name = "constant", summary = "A constant.")
    public static final class Constant implements NetworkArchitecture {
        @Inject
        public Constant() {}

        @Override
        public Support supports(NetworkSpec spec) {
            return Support.yes();
        }

        @Override
        public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
            Value nothing = net.linear("in", net.x(), 1, Init.ZERO, null);
            Value ones = net.exp(nothing);
            Value three = net.linear("three", ones, 1, new Init.Constant(3), null);
            return List.of(net.cat(1, three, net.linear("four", ones, 1, new Init.Constant(4), null)));
        }
    }

    /** Flow matching of the velocity, and what can be wrong with it. */
    @RheoComponent(name = "toy", summary = "Flow matching.")
    public static final class Matching implements RegressionObjective {
        /** What is wrong. */
        public enum Fault {
            NONE,
            FORGETS,
            REPEATS,
            TOO_SHORT,
            NOT_A_NUMBER,
            THROWS,
            NO_DYNAMICS,
            MEAN_ONLY,
            NO_MEAN
        }

        /** Options. */
        public record Config(@Option("What is wrong.") Fault fault) implements ComponentConfig {}

        private final Config config;
        private final ProbabilityPath path;

        @Inject
        public Matching(Config config, ProbabilityPath path) {
            this.config = config;
            this.path = path;
        }

        @Override
        public ProbabilityPath path() {
            return path;
        }

        @Override
        public Prediction prediction() {
            return Prediction.VELOCITY;
        }

        @Override
        public void fill(TrainingPairs pairs, MinibatchWriter out) {
            if (config.fault == Fault.THROWS) {
                throw new IllegalStateException("no target");
            }
            RegressionObjective.super.fill(pairs, new MinibatchWriter() {
                @Override
                public void floats(String input, float[] values) {
                    if (input.equals("target")) {
                        target(values, out);
                    } else {
                        out.floats(input, values);
                    }
                }

                @Override
                public void integers(String input, int[] values) {
                    out.integers(input, values);
                }
            });
        }

        @Override
        public Value loss(TrainingSpec spec, ProgramBuilder program) {
            if (config.fault == Fault.NO_MEAN) {
                return program.square(RegressionObjective.super.loss(spec, program));
            }
            if (config.fault != Fault.MEAN_ONLY) {
                return RegressionObjective.super.loss(spec, program);
            }
            Value out = program.network(program.input("xt"), program.input("t"), null)
                    .get(0);
            Value error = program.square(program.sub(out, program.input("target")));
            return program.mean(program.mul(error, program.unsqueeze(program.input("weight"), 1)));
        }

        private void target(float[] values, MinibatchWriter out) {
            switch (config.fault) {
                case FORGETS -> {}
                case REPEATS -> {
                    out.floats("target", values);
                    out.floats("target", values);
                }
                case TOO_SHORT -> out.floats("target", Arrays.copyOf(values, 1));
                case NOT_A_NUMBER -> out.floats("target", filled(values.length));
                default -> out.floats("target", values);
            }
        }

        private static float[] filled(int n) {
            float[] values = new float[n];
            Arrays.fill(values, Float.NaN);
            return values;
        }

        @Override
        public Dynamics dynamics(TrainedModel model) {
            return config.fault == Fault.NO_DYNAMICS
                    ? Dynamics.reading(path, Prediction.VELOCITY, model.head("velocity"))
                    : RegressionObjective.super.dynamics(model);
        }
    }

    /** Adam, or plain gradient descent. */
    @RheoComponent(name = "toy", summary = "Adam or gradient descent.")
    public static final class Descent implements Optimizer {
        /** Options. */
        public record Config(
                @Option("Learning rate.") double learningRate,
                @Option("Whether it is Adam.") boolean adam) implements ComponentConfig {}

        private final Config config;

        @Inject
        public Descent(Config config) {
            this.config = config;
        }

        @Override
        public double learningRate() {
            return config.learningRate;
        }

        @Override
        public void define(UpdateBuilder update) {
            if (config.adam) {
                update.fusedAdam(new Adam(0.9, 0.999, 1e-8, 0, false));
            } else {
                Value move = update.mul(update.gradient(), update.learningRate());
                update.assign(update.parameter(), update.sub(update.parameter(), move));
            }
        }
    }

    /** 1 / (1 + step). */
    @RheoComponent(name = "toy", summary = "Falls as 1 / (1 + step).")
    public static final class Falling implements LearningRateSchedule {
        @Inject
        public Falling() {}

        @Override
        public double factor(long step, long steps) {
            return 1.0 / (1 + step);
        }
    }

    /** No guidance when sampling; labels are dropped in training all the same. */
    @RheoComponent(name = "toy", summary = "Drops labels.")
    public static final class Dropping implements Guidance {
        /** Options. */
        public record Config(
                @Option("Fraction of labels dropped.") double dropout) implements ComponentConfig {}

        private final Config config;

        @Inject
        public Dropping(Config config) {
            this.config = config;
        }

        @Override
        public double labelDropout() {
            return config.dropout;
        }

        @Override
        public Field guide(Field conditional, Field unconditional) {
            return conditional;
        }
    }

    /** Four steps of Euler's method. */
    @RheoComponent(name = "toy", summary = "Euler's method.")
    public static final class Euler implements RungeKuttaSolver {
        @Inject
        public Euler() {}

        @Override
        public ButcherTableau tableau() {
            return new ButcherTableau(1, List.of(0.0), List.of(List.of()), List.of(1.0), null, 0, false);
        }

        @Override
        public Stepping stepping() {
            return new Stepping.Fixed(4);
        }
    }

    @RheoComponent(name = "even", summary = "Equal steps.")
    public static final class Even implements TimeGrid {
        @Inject
        public Even() {}

        @Override
        public double[] times(ProbabilityPath path, Interval span, int steps) {
            return IntStream.rangeClosed(0, steps)
                    .mapToDouble(i -> i == steps ? span.to() : span.from() + span.length() * i / steps)
                    .toArray();
        }
    }
}
