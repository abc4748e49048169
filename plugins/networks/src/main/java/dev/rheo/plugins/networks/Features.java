package dev.rheo.plugins.networks;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;

/**
 * Each number of a sample through a small network of its own: silu(Wᵢ [cos 2πfᵢxᵢ, sin 2πfᵢxᵢ, xᵢ] + bᵢ), with fᵢ
 * learned too. Columns of a table mean different things; a first layer alone can only weigh them.
 */
record Features(
        @Option(
                value = "Numbers that each feature is embedded into before the first layer, for tables; even, 0 for"
                        + " none.",
                defaultsTo = "0",
                min = 0,
                max = 1024,
                source = "Gorishniy et al. 2022, periodic activations")
        int featureWidth,

        @Option(
                value = "Standard deviation of a feature's frequencies to begin with, for features of deviation 1.",
                defaultsTo = "0.3",
                min = 0,
                above = true)
        double featureScale) {

    /** To be called by the configuration that this is a part of. */
    void check(Problems problems) {
        if (featureWidth % 2 != 0) {
            problems.error(
                    "featureWidth",
                    "half of the waves are cosines and half are sines, so " + featureWidth + " cannot be",
                    "choose an even number, for example " + (featureWidth + 1));
        }
    }

    /**
     * @param x (B x features)
     * @return (B x features · featureWidth), or x where there is no embedding
     */
    Value embed(NetworkBuilder net, Value x) {
        return featureWidth == 0 ? x : net.in("feature", () -> each(net, x));
    }

    private Value each(NetworkBuilder net, Value x) {
        long count = x.shape().at(1);
        long half = featureWidth / 2;
        Value frequencies = net.parameter("frequency", Shape.of(count, half), new Init.Normal(featureScale), false);
        Value own = net.unsqueeze(x, 2);
        Value phase = net.mul(own, net.mul(frequencies, 2 * Math.PI));
        Value waves = net.permute(net.cat(2, net.cos(phase), net.sin(phase), own), 1, 0, 2);
        Init init = Init.torchDefault(featureWidth + 1);
        Value weight = net.parameter("weight", Shape.of(count, featureWidth + 1, featureWidth), init);
        Value bias = net.parameter("bias", Shape.of(count, 1, featureWidth), init, false);
        Value embedded = net.silu(net.add(net.matmul(waves, weight), bias));
        return net.flatten(net.permute(embedded, 1, 0, 2));
    }
}
