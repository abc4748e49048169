package dev.rheo.plugins.networks;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkBuilder;

/** How flow time enters a network. */
record TimeEmbedding(
        @Option(
                value = "How flow time enters: raw (t itself), sinusoidal (cos and sin of 1000 t at geometric"
                        + " frequencies), fourier (cos and sin at fixed random frequencies).",
                defaultsTo = "sinusoidal",
                source = "sinusoidal: Vaswani et al. 2017 in the form of Dhariwal, Nichol 2021;"
                        + " fourier: Tancik et al. 2020")
        Kind timeEmbedding,

        @Option(
                value = "Numbers that a sinusoidal or fourier embedding gives; even.",
                defaultsTo = "64",
                min = 2,
                max = 4096)
        int timeWidth,

        @Option(value = "Standard deviation of the fourier frequencies.", defaultsTo = "2", min = 0, above = true)
        double timeScale) {
    private static final double MAX_PERIOD = 10_000;
    private static final double SINUSOIDAL_SCALE = 1_000;

    enum Kind {
        RAW,
        SINUSOIDAL,
        FOURIER
    }

    /** To be called by the configuration that this is a part of. */
    void check(Problems problems) {
        if (timeEmbedding != Kind.RAW && timeWidth % 2 != 0) {
            problems.error(
                    "timeWidth",
                    "half of the numbers are cosines and half are sines, so " + timeWidth + " cannot be",
                    "choose an even number, for example " + (timeWidth + 1));
        }
    }

    /** (B x features). */
    Value embed(NetworkBuilder net) {
        return switch (timeEmbedding) {
            case RAW -> net.unsqueeze(net.t(), 1);
            case SINUSOIDAL -> net.sinusoidal(net.t(), timeWidth, MAX_PERIOD, SINUSOIDAL_SCALE);
            case FOURIER -> net.fourier(net.t(), timeWidth, timeScale);
        };
    }
}
