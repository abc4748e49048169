package dev.rheo.plugins.networks;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;

/** What transformers on patches have in common. Weights are xavier uniform, biases 0. */
record Transformer(
        @Option(
                value = "Numbers of a token; a multiple of 4 and of numHeads.",
                defaultsTo = "128",
                min = 4,
                max = 65536)
        int hiddenSize,

        @Option(value = "Blocks.", defaultsTo = "4", min = 1, max = 256)
        int depth,

        @Option(value = "Attention heads.", defaultsTo = "4", min = 1, max = 1024)
        int numHeads,

        @Option(
                value = "Units of a block's fully connected part, as a multiple of hiddenSize.",
                defaultsTo = "4",
                min = 0.1,
                max = 16)
        double mlpRatio) {

    /** To be called by the configuration that this is a part of. */
    void check(Problems problems) {
        if (hiddenSize % 4 != 0 || hiddenSize % numHeads != 0) {
            problems.error(
                    "hiddenSize",
                    hiddenSize + " is not a multiple of " + (hiddenSize % 4 != 0 ? "4" : "the " + numHeads + " heads"),
                    "positions take a quarter each for sine and cosine of row and column, and heads take equal parts;"
                            + " choose a multiple of 4 and of numHeads");
        }
    }

    Value linear(NetworkBuilder net, String name, Value x, long out) {
        return net.linear(name, x, out, Init.xavierUniform(x.shape().at(-1), out, 1), Init.ZERO);
    }

    Value attention(NetworkBuilder net, String name, Value x) {
        return Attention.self(net, name, x, numHeads, Init.xavierUniform(hiddenSize, hiddenSize, 1));
    }

    /** Two layers with GELU by tanh between them. */
    Value mlp(NetworkBuilder net, String name, Value x) {
        return net.in(name, () -> linear(net, "out", net.gelu(linear(net, "in", x, inner())), hiddenSize));
    }

    private long inner() {
        return Math.max(1, Math.round(mlpRatio * hiddenSize));
    }
}
