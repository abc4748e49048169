package dev.rheo.runtime.experiment;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import dev.rheo.api.network.Tokens;
import dev.rheo.api.objective.TrainingSpec;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.time.LossAwareSampler;
import dev.rheo.api.time.TimestepSampler.Weighting;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.DiagnosticCode;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.program.BlockCall;
import dev.rheo.runtime.program.EagerStep;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds network and loss for the data's shape. */
final class Graphs {
    private final SourceMap sources;
    private final Consumer<Diagnostic> problems;

    Graphs(SourceMap sources, Consumer<Diagnostic> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Optional<Blueprint> build(
            ExperimentSpec spec, Planner.Wired wired, @Nullable LatentSpace latents, boolean weightedPairs) {
        Parts parts = wired.parts();
        Shape sample = latents == null
                ? LatentSpace.shape(wired.data().shape())
                : latents.graphs().latent();
        Inquiry inquiry = new Inquiry(sources, problems);
        Labels labels = labels(wired, parts.guidance());
        Optional<NetworkSpec> asked = inquiry.ask(
                "objective",
                parts.objective(),
                () -> new NetworkSpec(
                        sample, parts.objective().heads(sample), labels, conditions(wired), tokens(wired)));
        Optional<Support> support = asked.flatMap(wanted ->
                inquiry.ask("network", parts.network(), () -> parts.network().supports(wanted)));
        Optional<Weighting> weighting = inquiry.ask("timesteps", parts.timesteps(), parts.timesteps()::weighting);
        if (support.isEmpty() || weighting.isEmpty()) {
            return Optional.empty();
        }
        if (support.get() instanceof Support.No no) {
            report(ExperimentCode.NETWORK_SHAPE, "network", no.why(), no.remedy());
            return Optional.empty();
        }
        NetworkSpec network = asked.orElseThrow();
        TrainingSpec training = new TrainingSpec(network, weightedPairs || weighting.get() == Weighting.IMPORTANCE);
        Optional<Graph> graph = network(parts, network);
        return graph.filter(g -> reads(g, network)).flatMap(g -> loss(parts, training)
                .filter(loss -> canTrain(g, loss) && divides(g, spec.train().shards()))
                .map(loss -> new Blueprint(
                        spec, wired.wiring(), parts, wired.random(), wired.data(), training, g, loss, latents)));
    }

    private boolean canTrain(Graph network, Graph loss) {
        Optional<String> problem = EagerStep.problem(network, loss);
        problem.ifPresent(why -> report(
                ExperimentCode.LOSS_GRAPH,
                "objective",
                "the objective cannot train this network: " + why,
                "Use a regression objective such as 'flow-matching', or a network that is written as a graph."));
        return problem.isEmpty();
    }

    private boolean divides(Graph network, int shards) {
        if (shards == 1 || BlockCall.of(network).isEmpty()) {
            return true;
        }
        report(
                ExperimentCode.SHARDS,
                "train.shards",
                "a network that is a block of DJL cannot be computed in " + shards + " shards",
                "Set train.shards: 1, or use a network that is written as a graph.");
        return false;
    }

    private static Labels labels(Planner.Wired wired, @Nullable Guidance guidance) {
        int classes = wired.data().classes();
        return classes == 0 ? Labels.NONE : Labels.classes(classes, guidance != null);
    }

    /** With guidance there is a further number, which says that the others are withheld. */
    private static int conditions(Planner.Wired wired) {
        int count = wired.data().conditions().continuous();
        return count > 0 && wired.parts().guidance() != null ? count + 1 : count;
    }

    private static Tokens tokens(Planner.Wired wired) {
        Conditions conditions = wired.data().conditions();
        return conditions.tokens() == 0
                ? Tokens.NONE
                : new Tokens(
                        conditions.tokens(),
                        conditions.vocabulary(),
                        wired.parts().guidance() != null);
    }

    /** An unread condition would be a model that pretends to heed it. */
    private boolean reads(Graph network, NetworkSpec spec) {
        int first = spec.inputs().size() - spec.conditionInputs().size();
        for (int i = first; i < spec.inputs().size(); i++) {
            Value input = network.inputs().get(i);
            if (network.nodes().stream().noneMatch(node -> node.inputs().contains(input))) {
                boolean tokens = network.name(input).equals(ProgramBuilder.TOKENS);
                report(
                        ExperimentCode.NETWORK_SHAPE,
                        "network",
                        "the network does not read the " + (tokens ? "tokens" : "continuous conditions")
                                + " that the data gives",
                        tokens
                                ? "Use 'mm-dit', which does, or leave the data's 'tokens' out."
                                : "Use a network that does, for instance 'mlp', 'residual-mlp' or 'unet', or leave the data's"
                                        + " 'conditions' out.");
                return false;
            }
        }
        return true;
    }

    private Optional<Graph> network(Parts parts, NetworkSpec spec) {
        try {
            return Optional.of(NetworkBuilder.graphOf(parts.network(), spec));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code
            report(
                    ExperimentCode.NETWORK_SHAPE,
                    "network",
                    "the network cannot be built for samples of shape " + spec.sample() + ": " + e.getMessage(),
                    "Change the network's options or its type.");
            return Optional.empty();
        }
    }

    private Optional<Graph> loss(Parts parts, TrainingSpec training) {
        try {
            ProgramBuilder program = new ProgramBuilder(
                    parts.objective().inputs(training),
                    training.network().headShapes(),
                    training.network().conditionInputs());
            Value loss = parts.objective().loss(training, program);
            if (!(parts.timesteps() instanceof LossAwareSampler)) {
                return Optional.of(program.build(loss));
            }
            if (program.rowLosses().isEmpty()) {
                report(
                        ExperimentCode.TIMES,
                        "timesteps",
                        "the timestep sampler learns from the loss of each row, but the objective tells only their mean",
                        "Use another timestep sampler, for instance 'uniform', or another objective.");
                return Optional.empty();
            }
            return Optional.of(program.build(loss, program.rowLosses().get()));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) { // plugin code
            report(
                    ExperimentCode.LOSS_GRAPH,
                    "objective",
                    "the loss cannot be built: " + e.getMessage(),
                    "Use another objective, or tell its author.");
            return Optional.empty();
        }
    }

    private void report(DiagnosticCode code, String place, String problem, String remedy) {
        problems.accept(Diagnostic.error(code, sources.mark(place), problem, "", remedy));
    }
}
