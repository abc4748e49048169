package dev.rheo.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
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
import dev.rheo.api.sample.Field;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * E s(x₀, 0) − E s(x₁, 1) + E [½ |∂s/∂x|² + ∂s/∂t] with a network s of one number; the velocity is ∂s/∂x, which the
 * dynamics read by central differences, since this benchmark trains and does not sample.
 */
@RheoComponent(
        name = "benchmark-action-matching",
        summary = "Action matching with a scalar network.",
        source = "Neklyudov et al. 2023, eq. 6")
public final class ActionMatching implements Objective {
    private static final double DIFFERENCE = 1e-2;

    /** No options. */
    public record Config() implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.DYNAMICS_VELOCITY)
                    .requires(TraitNames.NETWORK_SMOOTH, "the loss contains the network's derivative");
        }
    }

    private final ProbabilityPath path;

    @Inject
    public ActionMatching(Config config, ProbabilityPath path) {
        this.path = path;
    }

    @Override
    public List<Head> heads(Shape sample) {
        return List.of(new Head("action", Shape.SCALAR));
    }

    @Override
    public List<InputSpec> inputs(TrainingSpec spec) {
        Shape sample = spec.network().sample().batched();
        List<InputSpec> inputs = new ArrayList<>(OnPath.inputs(spec));
        inputs.add(InputSpec.floats("first", sample));
        inputs.add(InputSpec.floats("last", sample));
        return List.copyOf(inputs);
    }

    @Override
    public void fill(TrainingPairs pairs, MinibatchWriter out) {
        OnPath.fill(path, pairs, out);
        double[] t = new double[pairs.t().length];
        Arrays.fill(t, path.domain().from());
        out.floats("first", OnPath.at(path, pairs, t));
        Arrays.fill(t, path.domain().to());
        out.floats("last", OnPath.at(path, pairs, t));
    }

    @Override
    public Value loss(TrainingSpec spec, ProgramBuilder program) {
        Value xt = program.input("xt");
        Value t = program.input("t");
        Value action = program.network(xt, t, null).get(0);
        Value speed = program.mul(program.sum(program.square(program.gradient(action, xt)), 1), 0.5);
        Value inside = program.add(speed, program.gradient(action, t));
        Value first = at(program, "first", path.domain().from());
        Value last = at(program, "last", path.domain().to());
        return program.mean(program.add(program.sub(first, last), inside));
    }

    private static Value at(ProgramBuilder program, String input, double t) {
        Value times = program.expand(program.constant(Shape.of(1), t), Shape.batch());
        return program.network(program.input(input), times, null).get(0);
    }

    @Override
    public Dynamics dynamics(TrainedModel model) {
        Field action = model.head("action");
        return () -> (x, t) -> gradient(action, x, t);
    }

    private static NDArray gradient(Field action, NDArray x, double t) {
        int d = (int) x.getShape().get(1);
        NDArray shifts = x.getManager().eye(d).mul(DIFFERENCE);
        NDList slopes = new NDList(d);
        for (int k = 0; k < d; k++) {
            NDArray shift = shifts.get(k);
            slopes.add(action.at(x.add(shift), t).sub(action.at(x.sub(shift), t)).div(2 * DIFFERENCE));
        }
        return NDArrays.stack(slopes, 1);
    }
}
