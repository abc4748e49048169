package dev.rheo.plugins.objectives;

import static dev.rheo.api.component.TraitNames.COUPLING_UNBALANCED;
import static dev.rheo.api.component.TraitNames.DYNAMICS_DIVERGENCE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_VELOCITY;
import static dev.rheo.api.component.TraitNames.NETWORK_SMOOTH;
import static dev.rheo.api.component.TraitNames.SOURCE_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.SOURCE_PAIRED;
import static dev.rheo.api.component.TraitNames.TIME_DISCRETE;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.time.Interval;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maximum likelihood of a continuous normalising flow: −log p₁(x1) in nats per sample, by following dx/dt = v and
 * d log p/dt = −div v from the datum to the source. The steps of a fixed-step method are unrolled in the loss and differentiated
 * exactly (discretise, then optimise), so that what is learned is the flow of these steps; solve it with as many, or more.
 *
 * <p>Of the pairs only the datum is used, and of the path only its times and the scale of its source. A training step costs
 * steps × stages networks and their derivatives: one more reverse pass each by the Hutchinson trace, d by the exact one, and all of
 * them are kept for the reverse pass by θ.
 */
@RheoComponent(
        name = "cnf",
        summary = "Maximum likelihood of a continuous normalising flow, through an unrolled fixed-step solver.",
        formula = "−log p₁(x1) = −log p₀(x(0)) + ∫ div v dt (+ κ ∫ |v|² dt + η ∫ |∂v/∂x|² dt), dx/dt = v, x(1) = x1",
        source = "Chen et al. 2018; Grathwohl et al. 2019 (FFJORD); Finlay et al. 2020 (RNODE)")
public final class Cnf implements Objective {
    private static final String OUT = "out";
    private static final String DATA = "data";

    /** Options. */
    public record Config(
            @Option(value = "The method whose steps are unrolled.", defaultsTo = "midpoint")
            UnrolledMethod method,

            @Option(
                    value =
                            "Its steps, even ones from the datum to the source. Cost and memory of training are proportional.",
                    defaultsTo = "8",
                    min = 1,
                    max = 1000)
            int steps,

            @Option(
                    value =
                            "How div v is taken: exact (a reverse pass per dimension), or hutchinson (one, with one probe per row"
                                    + " and solve).",
                    defaultsTo = "exact",
                    source = "Grathwohl et al. 2019, section 3.1 (hutchinson)")
            Trace trace,

            @Option(
                    value = "κ: weight of the kinetic energy, which makes trajectories short and straight.",
                    defaultsTo = "0",
                    min = 0,
                    source = "Finlay et al. 2020, eq. 9; 0.01 there")
            double kinetic,

            @Option(
                    value = "η: weight of the squared Jacobian, which makes the field smooth.",
                    defaultsTo = "0",
                    min = 0,
                    source = "Finlay et al. 2020, eq. 9; 0.01 there")
            double jacobian)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(DYNAMICS_VELOCITY, DYNAMICS_DIVERGENCE)
                    .requires(SOURCE_GAUSSIAN, "the loss contains the density of the source, which is a normal one")
                    .requires(NETWORK_SMOOTH, "the loss contains the network's derivative, which has to be continuous")
                    .excludes(TIME_DISCRETE, "the flow is solved between the times of a grid")
                    .excludes(SOURCE_PAIRED, "only the data are used, and their partners would be left out")
                    .excludes(
                            COUPLING_UNBALANCED,
                            "the weights of pairs would weigh the data, which are used without pairs");
        }
    }

    private final Config config;
    private final ProbabilityPath path;

    @Inject
    public Cnf(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = path;
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        Shape sample = spec.network().sample().batched();
        List<InputSpec> inputs = new ArrayList<>(PlacedPairs.conditions(spec));
        inputs.add(InputSpec.floats(DATA, sample));
        inputs.addAll(config.trace.inputs(sample));
        return List.copyOf(inputs);
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        PlacedPairs.writeConditions(pairs, out);
        out.floats(DATA, pairs.data().values());
        config.trace.fill(pairs, out);
    }

    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        Value labels = PlacedPairs.labels(spec, program);
        Interval domain = path.domain();
        double h = domain.length() / config.steps;
        Value x = program.input(DATA);
        Value losses = null;
        for (int i = 0; i < config.steps; i++) {
            Step step = step(program, x, domain.to() - i * h, h, labels);
            x = step.state;
            losses = plus(program, losses, step.losses);
        }
        return PlacedPairs.mean(
                spec, program, program.add(Objects.requireNonNull(losses), negativeLogDensity(program, x)));
    }

    /** −log N(x; 0, scale² I) per row. */
    private Value negativeLogDensity(ProgramBuilder program, Value x) {
        double scale = path.sourceScale();
        long d = x.shape().size();
        Value square = program.mul(Trace.squaredNorm(program, x), 0.5 / (scale * scale));
        return program.add(square, d * (0.5 * Math.log(2 * Math.PI) + Math.log(scale)));
    }

    /**
     * @param state after a step
     * @param losses of the rows, what the step adds to them
     */
    private record Step(Value state, Value losses) {}

    /** One step of length h down from t. */
    private Step step(ProgramBuilder program, Value x, double t, double h, @Nullable Value labels) {
        UnrolledMethod method = config.method;
        Value slope = null;
        Value change = null;
        Value losses = null;
        for (int i = 0; i < method.stages(); i++) {
            double reach = method.reach(i) * h;
            Value at = slope == null || reach == 0 ? x : program.sub(x, program.mul(slope, reach));
            Value times = program.expand(program.constant(Shape.of(1), t - reach), Shape.batch());
            slope = program.network(at, times, labels).get(0);
            double weight = method.weight(i) * h;
            if (weight > 0) {
                change = plus(program, change, program.mul(slope, weight));
                losses = plus(program, losses, program.mul(rate(program, slope, at), weight));
            }
        }
        return new Step(program.sub(x, Objects.requireNonNull(change)), Objects.requireNonNull(losses));
    }

    /** div v and what regularises, per row. */
    private Value rate(ProgramBuilder program, Value velocity, Value x) {
        Value rate = config.trace.divergence(program, velocity, x);
        if (config.kinetic > 0) {
            rate = program.add(rate, program.mul(Trace.squaredNorm(program, velocity), config.kinetic));
        }
        if (config.jacobian > 0) {
            Value squared = config.trace.squaredJacobian(program, velocity, x);
            rate = program.add(rate, program.mul(squared, config.jacobian));
        }
        return rate;
    }

    private static Value plus(ProgramBuilder program, @Nullable Value sum, Value term) {
        return sum == null ? term : program.add(sum, term);
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        return new VelocityOnly(path, model.head(OUT));
    }
}
