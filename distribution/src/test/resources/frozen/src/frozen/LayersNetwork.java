package frozen;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
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

/** Fully connected layers that see time and label anew in every layer. Written as a graph: the host differentiates it. */
@RheoComponent(name = "frozen-layers", summary = "Fully connected layers, time and label entering each of them.")
public final class LayersNetwork implements NetworkArchitecture {
    private static final int TIME_FEATURES = 16;

    public record Config(
            @Option(value = "Units of each hidden layer.", defaultsTo = "64", min = 1, max = 65536)
            int width,

            @Option(value = "Hidden layers.", defaultsTo = "3", min = 1, max = 256)
            int depth)
            implements ComponentConfig {
        @Override
        public Traits traits() {
            return Traits.of(TraitNames.NETWORK_SMOOTH);
        }
    }

    private final Config config;

    @Inject
    public LayersNetwork(Config config) {
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
        Value condition = net.linear("time", net.fourier(net.t(), TIME_FEATURES, 1), config.width());
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            condition = net.add(condition, net.embedding("label", labels, classes.rows(), config.width()));
        }
        Value h = net.flatten(net.x());
        for (int i = 0; i < config.depth(); i++) {
            h = net.silu(net.add(net.linear("hidden" + i, h, config.width()), condition));
        }
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            Value out = net.linear(head.name(), h, head.shape().size());
            heads.add(net.reshape(out, head.shape().batched()));
        }
        return heads;
    }
}
