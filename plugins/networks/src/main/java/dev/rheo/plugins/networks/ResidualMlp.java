package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Init;
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

/**
 * h ← h + W₂ act(W₁ LN(h) + Wₑ e) with e the embedding of time and label; the last layer of each block and of the
 * network starts at zero, so the network begins as the zero field.
 */
@RheoComponent(
        name = "residual-mlp",
        summary = "Residual blocks with layer norm and time and label embedding, for vectors, tables and small images.",
        source = "residual blocks: He et al. 2016; zero initialisation: Goyal et al. 2017; per-feature embeddings:"
                + " Gorishniy et al. 2022")
public final class ResidualMlp implements NetworkArchitecture {
    /** Options. */
    public record Config(
            @Option(value = "Units of the residual stream.", defaultsTo = "256", min = 1, max = 65536)
            int width,

            @Option(value = "Residual blocks.", defaultsTo = "3", min = 1, max = 256)
            int depth,

            @Option(value = "Units inside a block, as a multiple of width.", defaultsTo = "1", min = 0.1, max = 16)
            double expansion,

            @Option(value = "Nonlinearity; selu and relu are not continuously differentiable.", defaultsTo = "silu")
            Activation activation,

            @Inline Features features,

            @Inline TimeEmbedding time)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return activation.traits();
        }

        @Override
        public void check(Problems problems) {
            features.check(problems);
            time.check(problems);
        }
    }

    private final Config config;

    @Inject
    public ResidualMlp(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return Support.yes();
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Value h = net.linear("in", config.features.embed(net, net.flatten(net.x())), config.width);
        Value condition = condition(spec, net);
        long inner = Math.max(1, Math.round(config.expansion * config.width));
        for (int i = 0; i < config.depth; i++) {
            Value stream = h;
            Value update = net.in("block" + i, () -> {
                Value shift = net.linear("condition", condition, inner);
                Value mixed = net.add(net.linear("in", net.layerNorm("norm", stream), inner), shift);
                return net.linear("out", config.activation.apply(net, mixed), config.width, Init.ZERO, Init.ZERO);
            });
            h = net.add(stream, update);
        }
        Value last = net.layerNorm("norm", h);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            Value out = net.linear(head.name(), last, head.shape().size(), Init.ZERO, Init.ZERO);
            heads.add(net.reshape(out, head.shape().batched()));
        }
        return heads;
    }

    private Value condition(NetworkSpec spec, NetworkBuilder net) {
        Value e = net.linear("time", config.time.embed(net), config.width);
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            e = net.add(e, net.embedding("label", labels, classes.rows(), config.width));
        }
        return config.activation.apply(net, Conditioning.added(net, e));
    }
}
