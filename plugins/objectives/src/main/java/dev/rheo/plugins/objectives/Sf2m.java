package dev.rheo.plugins.objectives;

import static dev.rheo.api.component.TraitNames.DYNAMICS_DIVERGENCE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.DYNAMICS_VELOCITY;
import static dev.rheo.api.component.TraitNames.PATH_BRIDGE;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_NOISE;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
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
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Field;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Simulation-free score and flow matching: one head regresses the velocity, one the score of the path's own noise, and the model
 * is sampled as an ODE or, with any diffusion rate and in both directions, as an SDE. Each row weighs the score by λ², which gives
 * its target the variance 1 at all times: λ h + ε with λ = 2s/g² for a head h that estimates the drift (g²/2) ∇ log p, and
 * h − ε for one that estimates the noise.
 *
 * <p>Both minima are conditional expectations whatever the coupling, so velocity and score belong to the marginals of the
 * pairs' bridges; these are the Schrödinger bridge's if the pairs come from the entropic plan with regularisation 2σ².
 */
@RheoComponent(
        name = "sf2m",
        summary =
                "[SF]²M: velocity and score of stochastic bridges by two heads, for sampling as ODE or as SDE, both ways.",
        formula = "E [|v(x_t, t) − u_t|² + c |λ(t) h(x_t, t) + ε|²], h ≈ (g²/2) ∇log p_t, λ = 2 s/g²",
        source = "Tong et al. 2024 ([SF]²M, arXiv 2307.03672), algorithm 1")
public final class Sf2m implements Objective {
    private static final String VELOCITY = "velocity";
    private static final String SCORE = "score";

    /** What the second head estimates. */
    public enum Estimate {
        DRIFT,
        NOISE
    }

    /** Options. */
    public record Config(
            @Option(
                    value =
                            "What the second head estimates: drift, (g²/2) ∇log p, which stays bounded where the score does"
                                    + " not, on bridges; noise, −s ∇log p, on any path with noise of its own.",
                    defaultsTo = "drift",
                    source = "Tong et al. 2024 ([SF]²M), in whose code the head is the drift")
            Estimate estimate,

            @Option(
                    value = "c: weight of the score's loss against the velocity's.",
                    defaultsTo = "1",
                    min = 0,
                    above = true,
                    source = "Tong et al. 2024 ([SF]²M)")
            double scoreWeight)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            Traits traits = Traits.of(DYNAMICS_VELOCITY, DYNAMICS_DIVERGENCE, DYNAMICS_SCORE)
                    .requires(
                            PATH_NOISE,
                            "the score is learned from the path's own noise; without any it follows from the velocity, or"
                                    + " does not exist, so use flow-matching")
                    .requires(PATH_GAUSSIAN, "the score of a pair is −ε/s, with the s of a Gaussian path");
            return estimate == Estimate.DRIFT
                    ? traits.requires(
                            PATH_BRIDGE,
                            "the drift (g²/2) ∇log p has the diffusivity g of a bridge; on other paths use estimate: noise")
                    : traits;
        }
    }

    private final Config config;
    private final ProbabilityPath path;

    @Inject
    public Sf2m(Config config, ProbabilityPath path) {
        this.config = config;
        this.path = path;
    }

    @Override
    public List<Head> heads(Shape sample) {
        return List.of(new Head(VELOCITY, sample), new Head(SCORE, sample));
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        Shape sample = spec.network().sample().batched();
        List<InputSpec> inputs = PlacedPairs.inputs(spec);
        inputs.add(InputSpec.floats("target", sample));
        inputs.add(InputSpec.floats("noise", sample));
        inputs.add(InputSpec.floats("lambda", Shape.batch()));
        return List.copyOf(inputs);
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        PlacedPairs placed = PlacedPairs.fill(path, pairs, out);
        out.floats("target", placed.velocity());
        out.floats("noise", Objects.requireNonNull(placed.noise(), "a path without noise of its own"));
        float[] lambda = new float[pairs.t().length];
        for (int i = 0; i < lambda.length; i++) {
            lambda[i] = (float) lambda(pairs.t()[i]);
        }
        out.floats("lambda", lambda);
    }

    /** What the head is multiplied by to estimate −ε. */
    private double lambda(double t) {
        return config.estimate == Estimate.NOISE ? -1 : 2 * gaussian().s(t) / squaredDiffusivity(t);
    }

    /** g² = s² a'/(a b): on a bridge s² = V a b with a = F/V, F' = g². */
    private double squaredDiffusivity(double t) {
        GaussianPath bridge = gaussian();
        double s = bridge.s(t);
        return s * s * bridge.da(t) / (bridge.a(t) * bridge.b(t));
    }

    private GaussianPath gaussian() {
        if (path instanceof GaussianPath gaussian) {
            return gaussian;
        }
        throw new IllegalStateException("sf2m needs the coefficients of a Gaussian path");
    }

    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        List<Value> heads = program.network(program.input("xt"), program.input("t"), PlacedPairs.labels(spec, program));
        Value lambda = program.input("lambda");
        for (int axis = 1; axis < heads.get(1).shape().rank(); axis++) {
            lambda = program.unsqueeze(lambda, axis);
        }
        Value flow = program.square(program.sub(heads.get(0), program.input("target")));
        Value score = program.square(program.add(program.mul(heads.get(1), lambda), program.input("noise")));
        Value error = program.add(flow, config.scoreWeight == 1 ? score : program.mul(score, config.scoreWeight));
        return PlacedPairs.mean(spec, program, program.mean(program.flatten(error), 1));
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        Field velocity = model.head(VELOCITY);
        Field head = model.head(SCORE);
        Field score = (x, t) -> {
            double inside = path.domain().clip(t);
            return head.at(x, inside).muli(lambda(inside) / gaussian().s(inside));
        };
        return new Dynamics() {
            @Override
            public Field velocity() {
                return velocity;
            }

            @Override
            public Optional<Field> score() {
                return Optional.of(score);
            }

            @Override
            public Optional<GaussianPath> path() {
                return Optional.of(gaussian());
            }
        };
    }
}
