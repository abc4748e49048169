package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Patches as tokens of a transformer whose layer norms are scaled, shifted and gated by time and label. All modulations
 * and the last layer start at zero (adaLN-Zero), so every block begins as the identity and the network as the zero field.
 */
@RheoComponent(
        name = "dit",
        summary = "A transformer on patches, conditioned by adaptive layer norm, for images, series and vectors.",
        source = "Peebles, Xie 2023")
public final class Dit implements NetworkArchitecture {
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
    public Dit(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return Patches.support(spec, config.patchSize);
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Transformer transformer = config.transformer;
        Patches patches = new Patches(spec.sample(), config.patchSize);
        Value condition = Conditioning.vector(spec, net, config.time, transformer.hiddenSize(), 0.02);
        Value h = net.add(
                transformer.linear(net, "patch", patches.split(net, net.x()), transformer.hiddenSize()),
                patches.positions(net, transformer.hiddenSize()));
        for (int i = 0; i < transformer.depth(); i++) {
            Value in = h;
            h = net.in("block" + i, () -> block(net, in, condition));
        }
        Modulation last = Modulation.of(net, "modulation", condition, 2, h);
        Value features = last.apply(net, h, 0);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            heads.add(Heads.ofTokens(net, head, features, patches, spec.sample()));
        }
        return heads;
    }

    private Value block(NetworkBuilder net, Value x, Value condition) {
        Transformer transformer = config.transformer;
        Modulation modulation = Modulation.of(net, "modulation", condition, 6, x);
        Value mixed = transformer.attention(net, "attention", modulation.apply(net, x, 0));
        Value h = net.add(x, net.mul(mixed, modulation.part(2)));
        Value inner = transformer.mlp(net, "mlp", modulation.apply(net, h, 3));
        return net.add(h, net.mul(inner, modulation.part(5)));
    }
}
