package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** [x, time, label, conditions] through fully connected layers; with raw time, depth 3 and SELU the toy network of torchcfm. */
@RheoComponent(
        name = "mlp",
        summary = "Fully connected layers on [x, t] (and a label embedding), for points and small vectors.",
        source = "Tong et al. 2024 (the 2-D experiments)")
public final class Mlp implements NetworkArchitecture {
    /** Options. */
    public record Config(
            @Option(value = "Units of each hidden layer.", defaultsTo = "64", min = 1, max = 65536)
            int width,

            @Option(value = "Hidden layers.", defaultsTo = "3", min = 1, max = 256)
            int depth,

            @Option(value = "Nonlinearity; selu and relu are not continuously differentiable.", defaultsTo = "silu")
            Activation activation,

            @Option(value = "Width of the label embedding, where there are labels.", defaultsTo = "32", min = 1)
            int labelWidth,

            @Option(
                    value =
                            "Whether each result of a model with several, such as sf2m's velocity and score, has hidden layers"
                                    + " of its own: networks side by side, so that the noise of one's loss does not reach the other.",
                    defaultsTo = "false",
                    source = "Tong et al. 2024 ([SF]²M), with a network each for flow and score")
            boolean separateHeads,

            @Inline TimeEmbedding time)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return activation.traits();
        }

        @Override
        public void check(Problems problems) {
            time.check(problems);
        }
    }

    private final Config config;

    @Inject
    public Mlp(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return Support.yes();
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        List<Value> features = new ArrayList<>();
        features.add(net.flatten(net.x()));
        features.add(config.time.embed(net));
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            features.add(net.embedding("label", labels, classes.rows(), config.labelWidth));
        }
        Value conditions = net.conditions();
        if (conditions != null) {
            features.add(conditions);
        }
        Value in = net.cat(1, features.toArray(Value[]::new));
        boolean separate = config.separateHeads && spec.heads().size() > 1;
        Value shared = separate ? in : hidden(net, "", in);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            Value h = separate ? hidden(net, head.name() + "-", in) : shared;
            Value out = net.linear(head.name(), h, head.shape().size());
            heads.add(net.reshape(out, head.shape().batched()));
        }
        return heads;
    }

    private Value hidden(NetworkBuilder net, String prefix, Value in) {
        Value h = in;
        for (int i = 0; i < config.depth; i++) {
            h = config.activation.apply(net, net.linear(prefix + "hidden" + i, h, config.width));
        }
        return h;
    }
}
