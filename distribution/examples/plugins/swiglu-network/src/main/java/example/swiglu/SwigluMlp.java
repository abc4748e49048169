package example.swiglu;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
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
 * h ← h + γ ⊙ W₃(silu(W₁ n) ⊙ W₂ n) with n = (1 + α) ⊙ LN(h) + β, where α, β and γ are linear in the embedding of time and
 * label and begin at zero: the blocks of DiT, without attention and with gated units. The network begins as the zero field.
 */
@RheoComponent(
        name = "swiglu-mlp",
        summary = "Residual SwiGLU blocks whose norms are modulated by time and label.",
        source = "gated units: Shazeer 2020; adaLN-Zero: Peebles and Xie 2023")
public final class SwigluMlp implements NetworkArchitecture {
    private static final int TIME_FEATURES = 32;

    public record Config(
            @Option(value = "Units of the residual stream.", defaultsTo = "128", min = 1, max = 65536)
            int width,

            @Option(value = "Residual blocks.", defaultsTo = "3", min = 1, max = 256)
            int depth,

            @Option(value = "Gated units of a block, as a multiple of width.", defaultsTo = "2", min = 0.1, max = 16)
            double expansion)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.NETWORK_SMOOTH);
        }

        int inner() {
            return (int) Math.max(1, Math.round(expansion * width));
        }
    }

    private final Config config;

    @Inject
    public SwigluMlp(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return spec.sample().size() <= 65536
                ? Support.yes()
                : Support.no("samples of shape " + spec.sample() + " are too large for full layers", "use a convolutional network");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Value condition = condition(spec, net);
        Value h = net.linear("in", net.flatten(net.x()), config.width());
        for (int i = 0; i < config.depth(); i++) {
            Value stream = h;
            h = net.in("block" + i, () -> block(net, stream, condition));
        }
        Value last = net.layerNorm("norm", h);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            Value out = net.linear(head.name(), last, head.shape().size(), Init.ZERO, Init.ZERO);
            heads.add(net.reshape(out, head.shape().batched()));
        }
        return heads;
    }

    private Value block(NetworkBuilder net, Value h, Value condition) {
        long width = config.width();
        Value modulation = net.linear("modulation", condition, 3 * width, Init.ZERO, Init.ZERO);
        Value alpha = net.narrow(modulation, 1, 0, width);
        Value beta = net.narrow(modulation, 1, width, width);
        Value gamma = net.narrow(modulation, 1, 2 * width, width);
        Value n = net.add(net.mul(net.layerNorm(h, null, null, 1e-6), net.add(alpha, 1)), beta);
        Value gated = net.mul(net.silu(net.linear("gate", n, config.inner())), net.linear("up", n, config.inner()));
        return net.add(h, net.mul(gamma, net.linear("down", gated, width)));
    }

    private Value condition(NetworkSpec spec, NetworkBuilder net) {
        Value e = net.linear("time", net.fourier(net.t(), TIME_FEATURES, 1), config.width());
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            e = net.add(e, net.embedding("label", labels, classes.rows(), config.width()));
        }
        return net.silu(e);
    }
}
