package dev.rheo.plugins.networks.torchscript;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module from PyTorch, trained from where it is or used as it is. Its parameters become those of the run: optimizer, averages,
 * checkpoints and sampling treat them as any network's, under the names that they have in PyTorch. What does not require a
 * gradient, buffers included, stays as it is in the file.
 */
@RheoComponent(name = "torchscript", summary = "A module written in PyTorch, from a file of torch.jit.save.")
public final class TorchScriptNetwork implements NetworkArchitecture {
    /** The order of forward's arguments. */
    public enum Arguments {
        X_T,
        T_X
    }

    /** Options. */
    public record Config(
            @Option("The file that torch.jit.save wrote. The module is in evaluation mode, in float32, and its forward"
                    + " takes x (batch x sample), t (batch), and, of a class-conditional network, labels (batch,"
                    + " int64); it returns a tensor of the shape of x.")
            Path file,

            @Option(value = "The order in which forward takes them; labels come last.", defaultsTo = "x-t")
            Arguments arguments,

            @Option(
                    value = "What flow time, 0 at the source and 1 at the data, is multiplied with for the module.",
                    defaultsTo = "1")
            double timeScale,

            @Option(
                    value = "Keep all parameters as they are in the file; training changes nothing.",
                    defaultsTo = "false")
            boolean frozen,

            @Option(
                    value =
                            "Whether the module is continuously differentiable in x (SiLU and GELU are, ReLU is not), as"
                                    + " objectives with derivatives need it.",
                    defaultsTo = "false")
            boolean smooth)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return smooth ? Traits.of(TraitNames.NETWORK_SMOOTH) : Traits.of();
        }
    }

    private final Config config;
    private final @Nullable SavedModule saved;
    private final String problem;

    @Inject
    public TorchScriptNetwork(Config config) {
        this.config = config;
        SavedModule read = null;
        String why = "";
        try {
            read = SavedModule.read(config.file());
        } catch (IOException e) {
            why = "it cannot be read: " + e.getMessage();
        } catch (SavedModuleException e) {
            why = String.valueOf(e.getMessage());
        }
        saved = read;
        problem = why;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        if (saved == null) {
            return Support.no(
                    config.file() + " cannot be used as a network: " + problem,
                    "save a module with torch.jit.save(torch.jit.script(module.eval()), file)");
        }
        if (saved.parameters().isEmpty()) {
            return Support.no(
                    "the module of " + config.file() + " has no parameter that requires a gradient",
                    "save it before torch.jit.freeze, with at least one parameter that requires a gradient");
        }
        if (spec.heads().size() != 1 || !spec.heads().get(0).shape().equals(spec.sample())) {
            return Support.no(
                    "the objective asks for heads " + spec.heads() + ", but a module gives one of the sample's shape",
                    "choose an objective with one head");
        }
        int wanted = spec.labels() instanceof Labels.Classes ? 3 : 2;
        return saved.inputs() == wanted
                ? Support.yes()
                : Support.no(
                        "forward of " + config.file() + " takes " + saved.inputs() + " tensors, but "
                                + (wanted == 3 ? "x, t and labels" : "x and t") + " are given",
                        "wrap the module in one whose forward takes these");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        SavedModule module = saved;
        if (module == null) {
            throw new IllegalStateException(config.file() + ": " + problem);
        }
        Map<SavedModule.Weights, Value> values = new HashMap<>();
        List<Value> parameters = new ArrayList<>();
        for (SavedModule.Weights weights : module.parameters()) {
            Value value = values.computeIfAbsent(weights, each -> parameter(net, each));
            parameters.add(config.frozen() ? net.detach(value) : value);
        }
        Value t = config.timeScale() == 1 ? net.t() : net.mul(net.t(), config.timeScale());
        List<Value> inputs =
                new ArrayList<>(config.arguments() == Arguments.X_T ? List.of(net.x(), t) : List.of(t, net.x()));
        if (net.labels() != null) {
            inputs.add(net.labels());
        }
        Value out = net.module(module.module(), parameters, spec.sample().batched(), inputs.toArray(new Value[0]));
        return List.of(config.frozen() ? net.add(out, nothing(net, values)) : out);
    }

    private Value parameter(NetworkBuilder net, SavedModule.Weights weights) {
        boolean decayed = weights.shape().length >= 2 && !config.frozen();
        return net.parameter(weights.name(), Shape.of(weights.shape()), new Init.Given(weights.values()), decayed);
    }

    /** Zero, with a derivative: the optimizer finds a gradient of zeros and leaves the parameters where they are. */
    private static Value nothing(NetworkBuilder net, Map<SavedModule.Weights, Value> values) {
        Value any = values.values().iterator().next();
        return net.mul(net.sum(any), 0);
    }
}
