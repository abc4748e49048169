package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;

/** Time, label and continuous conditions as one vector, which every block of a network reads. */
final class Conditioning {
    private Conditioning() {}

    /**
     * silu(W₂ silu(W₁ e(t) + b₁) + b₂ + row of the label + conditions); the two layers are those of Ho et al. 2020.
     *
     * @param labelStd of the label's first rows
     * @return (B x width)
     */
    static Value vector(NetworkSpec spec, NetworkBuilder net, TimeEmbedding time, long width, double labelStd) {
        Value vector = time(net, time, width);
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            vector = net.add(vector, net.embedding("label", labels, classes.rows(), width, new Init.Normal(labelStd)));
        }
        return net.silu(added(net, vector));
    }

    /** The sum with the network's conditions, where it has any: W₂ silu(W₁ c + b₁) + b₂, as time is embedded. */
    static Value added(NetworkBuilder net, Value vector) {
        Value conditions = net.conditions();
        return conditions == null
                ? vector
                : net.add(vector, conditions(net, conditions, vector.shape().at(-1)));
    }

    /** W₂ silu(W₁ c + b₁) + b₂, (B x width). */
    static Value conditions(NetworkBuilder net, Value conditions, long width) {
        return net.linear("conditions.out", net.silu(net.linear("conditions.in", conditions, width)), width);
    }

    /** W₂ silu(W₁ e(t) + b₁) + b₂, (B x width). */
    static Value time(NetworkBuilder net, TimeEmbedding time, long width) {
        return net.linear("time.out", net.silu(net.linear("time.in", time.embed(net), width)), width);
    }
}
