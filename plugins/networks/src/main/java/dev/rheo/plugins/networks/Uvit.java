package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Time, label and patches are all tokens of one transformer; blocks of its second half read, beside their input, what
 * their counterparts of the first half have left. The last layer starts at zero; there is no convolution behind it.
 */
@RheoComponent(
        name = "u-vit",
        summary = "A transformer with time and label as tokens and long skips, for images, series and vectors.",
        source = "Bao et al. 2023")
public final class Uvit implements NetworkArchitecture {
    /** Options. */
    public record Config(
            @Option(value = "Pixels along a side of a patch; divides the image's sides.", defaultsTo = "2", min = 1)
            int patchSize,

            @Inline Transformer transformer,

            @Inline TimeEmbedding time)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.NETWORK_SMOOTH);
        }

        @Override
        public void check(Problems problems) {
            transformer.check(problems);
            time.check(problems);
        }
    }

    private final Config config;

    @Inject
    public Uvit(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return Patches.support(spec, config.patchSize);
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Patches patches = new Patches(spec.sample(), config.patchSize);
        Value h = tokens(spec, net, patches);
        long extra = h.shape().at(1) - patches.count();
        Deque<Value> skips = new ArrayDeque<>();
        int depth = config.transformer.depth();
        int half = (depth - 1) / 2;
        for (int i = 0; i < depth; i++) {
            Value in = h;
            Value before = i >= depth - half ? skips.pop() : null;
            h = net.in("block" + i, () -> block(net, before == null ? in : joined(net, in, before)));
            if (i < half) {
                skips.push(h);
            }
        }
        Value features = net.narrow(net.layerNorm("norm", h), 1, extra, patches.count());
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            heads.add(Heads.ofTokens(net, head, features, patches, spec.sample()));
        }
        return heads;
    }

    /** Time, label and conditions where there are any, then the patches, with learned positions. */
    private Value tokens(NetworkSpec spec, NetworkBuilder net, Patches patches) {
        Transformer transformer = config.transformer;
        int width = transformer.hiddenSize();
        List<Value> tokens = new ArrayList<>();
        tokens.add(net.unsqueeze(Conditioning.time(net, config.time, width), 1));
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            Value label = net.embedding("label", labels, classes.rows(), width, new Init.Normal(1));
            tokens.add(net.unsqueeze(label, 1));
        }
        Value conditions = net.conditions();
        if (conditions != null) {
            tokens.add(net.unsqueeze(Conditioning.conditions(net, conditions, width), 1));
        }
        tokens.add(transformer.linear(net, "patch", patches.split(net, net.x()), width));
        Value all = net.cat(1, tokens.toArray(Value[]::new));
        Shape shape = Shape.of(all.shape().at(1), width);
        return net.add(all, net.parameter("position", shape, new Init.Normal(0.02), false));
    }

    private Value joined(NetworkBuilder net, Value x, Value skip) {
        return config.transformer.linear(net, "skip", net.cat(2, x, skip), config.transformer.hiddenSize());
    }

    private Value block(NetworkBuilder net, Value x) {
        Transformer transformer = config.transformer;
        Value h = net.add(x, transformer.attention(net, "attention", net.layerNorm("norm1", x)));
        return net.add(h, transformer.mlp(net, "mlp", net.layerNorm("norm2", h)));
    }
}
