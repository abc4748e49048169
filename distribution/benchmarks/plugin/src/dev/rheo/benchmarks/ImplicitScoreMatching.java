package dev.rheo.benchmarks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Value;
import dev.rheo.api.objective.MinibatchWriter;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.objective.TrainedModel;
import dev.rheo.api.objective.TrainingPairs;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.path.Prediction;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.sample.Dynamics;
import jakarta.inject.Inject;
import java.util.List;

/** E [½ |s(x_t, t)|² + tr ∂s/∂x] along a path, with the exact trace: one backward pass per dimension. */
@RheoComponent(
        name = "benchmark-implicit-score-matching",
        summary = "Implicit score matching with the exact trace.",
        source = "Hyvärinen 2005, theorem 1")
public final class ImplicitScoreMatching implements Objective {
    /** No options. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.DYNAMICS_VELOCITY, TraitNames.DYNAMICS_SCORE)
                    .requires(TraitNames.PATH_SCORE, "the velocity is read from the score")
                    .requires(TraitNames.NETWORK_SMOOTH, "the loss contains the network's derivative");
        }
    }

    private final ProbabilityPath path;

    @Inject
    public ImplicitScoreMatching(Config config, ProbabilityPath path) {
        this.path = path;
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        return OnPath.inputs(spec);
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        OnPath.fill(path, pairs, out);
    }

    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        Value xt = program.input("xt");
        Value score = program.network(xt, program.input("t"), null).get(0);
        Value norm = program.mul(program.sum(program.square(score), 1), 0.5);
        return program.mean(program.add(norm, program.divergence(score, xt)));
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        return Dynamics.reading(path, Prediction.SCORE, model.head("out"));
    }
}
