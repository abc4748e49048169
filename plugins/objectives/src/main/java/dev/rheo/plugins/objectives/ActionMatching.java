package dev.rheo.plugins.objectives;

import static dev.rheo.api.component.TraitNames.DYNAMICS_DIVERGENCE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_VELOCITY;
import static dev.rheo.api.component.TraitNames.FIELD_GUIDED;
import static dev.rheo.api.component.TraitNames.NETWORK_SMOOTH;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_NOISE;
import static dev.rheo.api.component.TraitNames.TIME_DISCRETE;
import static dev.rheo.api.component.TraitNames.TIME_REWEIGHTED;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Action matching: the network is a potential s(x, t), and the velocity its gradient. Of all fields that carry the marginals q_t
 * the minimum is the one with the least kinetic energy, −½ ∫ E|∇s|² being the loss there, which is therefore negative. Only
 * samples of q_t are used, no velocity of pairs. The field of flow matching is another one, unless that is a gradient.
 *
 * <p>With {@code sigma} the gradient is the drift of an SDE with that noise (entropic action matching), whose marginals are q_t. A
 * second head then learns the score from the path's noise, by which velocity = ∇s − (σ²/2) ∇log q_t and any other rate of noise are
 * read. With {@code unbalanced} mass also grows, at the rate s: a transport between what has the same mass, for which samples
 * would have to be weighed.
 */
@RheoComponent(
        name = "action-matching",
        summary = "Action matching: a scalar potential whose gradient is the velocity of least kinetic energy.",
        formula = "E s(x, 0) − E s(x, 1) + ∫ E[½ |∇s|² + ∂s/∂t (+ (σ²/2) Δs) (+ ½ s²)] dt, velocity = ∇s",
        source = "Neklyudov et al. 2023 (arXiv 2210.06662), eq. 6; sections on entropic and unbalanced action matching")
public final class ActionMatching implements Objective {
    private static final String ACTION = "action";
    private static final String NOISE = "noise";

    /** Options. */
    public record Config(
            @Option(
                    value =
                            "σ of the SDE dx = ∇s dt + σ dw whose marginals are the path's (entropic action matching); 0 is the"
                                    + " plain one. Needs a path with noise of its own, from which the score is learned beside.",
                    defaultsTo = "0",
                    min = 0,
                    unit = "(standardised) data per square root of time",
                    source = "Neklyudov et al. 2023, entropic action matching")
            double sigma,

            @Option(
                    value =
                            "Let mass grow at the rate s (unbalanced action matching). Samples follow the gradient alone; their"
                                    + " weights exp ∫ s dt are not carried along.",
                    defaultsTo = "false",
                    source = "Neklyudov et al. 2023, unbalanced action matching")
            boolean unbalanced,

            @Option(
                    value =
                            "How Δs is taken, where sigma > 0: exact (a reverse pass per dimension), or hutchinson (one).",
                    defaultsTo = "exact",
                    source = "Hutchinson 1990")
            Trace trace)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = Traits.of(DYNAMICS_VELOCITY)
                    .requires(
                            NETWORK_SMOOTH,
                            "velocity and loss are derivatives of the network, which have to be continuous")
                    .excludes(TIME_DISCRETE, "the loss integrates ∂s/∂t over continuous time")
                    .excludes(
                            TIME_REWEIGHTED,
                            "the loss is an integral over time that its values at both ends belong to; weighed by a density of"
                                    + " times it has another minimum, so use uniform times, or a sampler that divides its"
                                    + " density out")
                    .excludes(FIELD_GUIDED, "guidance mixes fields, and the network is a potential");
            return sigma == 0
                    ? traits.provides(DYNAMICS_DIVERGENCE)
                    : traits.provides(DYNAMICS_SCORE)
                            .requires(
                                    PATH_NOISE,
                                    "the velocity of entropic action matching is ∇s − (σ²/2) ∇log q, and the score is learned from"
                                            + " the path's own noise")
                            .requires(PATH_GAUSSIAN, "the score of a pair is −ε/s, with the s of a Gaussian path");
        }

        @Override
        public void check(Problems problems) {
            if (unbalanced) {
                problems.warning(
                        "unbalanced",
                        "samples of an unbalanced model follow its transport alone and are not distributed as the data",
                        "read the potential as growth rate, or leave unbalanced out");
            }
            if (sigma == 0 && trace == Trace.HUTCHINSON) {
                problems.warning(
                        "trace", "without sigma there is no Laplacian to take", "give sigma, or leave trace out");
            }
        }
    }

    private final Config config;
    private final ProbabilityPath path;

    @Inject
    public ActionMatching(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = path;
    }

    private boolean entropic() {
        return config.sigma > 0;
    }

    @Override
    public List<Head> heads(Shape sample) {
        Head action = new Head(ACTION, Shape.SCALAR);
        return entropic() ? List.of(action, new Head(NOISE, sample)) : List.of(action);
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        Shape sample = spec.network().sample().batched();
        List<InputSpec> inputs = new ArrayList<>(PlacedPairs.inputs(spec));
        inputs.add(InputSpec.floats("first", sample));
        inputs.add(InputSpec.floats("last", sample));
        if (entropic()) {
            inputs.add(InputSpec.floats(NOISE, sample));
            inputs.addAll(config.trace.inputs(sample));
        }
        return List.copyOf(inputs);
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        PlacedPairs placed = PlacedPairs.fill(path, pairs, out);
        out.floats("first", at(pairs, path.domain().from()));
        out.floats("last", at(pairs, path.domain().to()));
        if (entropic()) {
            out.floats(NOISE, Objects.requireNonNull(placed.noise(), "a path without noise of its own"));
            config.trace.fill(pairs, out);
        }
    }

    private float[] at(TrainingPairs pairs, double time) {
        double[] t = new double[pairs.t().length];
        Arrays.fill(t, time);
        return PlacedPairs.at(path, pairs, t).xt();
    }

    /** Times are uniform over the domain, so an integral over it is its length times the mean, by which all is divided. */
    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        Value xt = program.input("xt");
        Value t = program.input("t");
        Value labels = PlacedPairs.labels(spec, program);
        List<Value> heads = program.network(xt, t, labels);
        Value action = heads.get(0);
        Value velocity = program.gradient(action, xt);
        Value speed = program.mul(Trace.squaredNorm(program, velocity), 0.5);
        Value inside = program.add(speed, program.gradient(action, t));
        if (entropic()) {
            Value laplacian = config.trace.divergence(program, velocity, xt);
            inside = program.add(inside, program.mul(laplacian, 0.5 * config.sigma * config.sigma));
            Value error = program.square(program.sub(heads.get(1), program.input(NOISE)));
            inside = program.add(inside, program.mean(program.flatten(error), 1));
        }
        if (config.unbalanced) {
            inside = program.add(inside, program.mul(program.square(action), 0.5));
        }
        Interval domain = path.domain();
        Value ends = program.sub(at(program, "first", domain.from(), labels), at(program, "last", domain.to(), labels));
        Value scaled = domain.length() == 1 ? ends : program.div(ends, domain.length());
        return PlacedPairs.mean(spec, program, program.add(scaled, inside));
    }

    private static Value at(ProgramBuilder program, String input, double t, @Nullable Value labels) {
        Value times = program.expand(program.constant(Shape.of(1), t), Shape.batch());
        return program.network(program.input(input), times, labels).get(0);
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        return entropic()
                ? new EntropicDynamics(path, config.sigma, model.gradient(ACTION), model.head(NOISE))
                : new VelocityOnly(path, model.gradient(ACTION));
    }
}
