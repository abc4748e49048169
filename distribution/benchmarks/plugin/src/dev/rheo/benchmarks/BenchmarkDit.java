package dev.rheo.benchmarks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.List;

/** A transformer with adaptive layer norm on patches of 4 x 4 pixels, GELU by tanh. */
@RheoComponent(
        name = "benchmark-dit",
        summary = "A small diffusion transformer, as a load for benchmarks.",
        source = "Peebles and Xie 2023")
public final class BenchmarkDit implements NetworkArchitecture {
    private static final long PATCH = 4;

    /** Options. */
    public record Config(
            @Option(value = "Width of a token, a multiple of the heads.", defaultsTo = "128", min = 8, max = 4096)
            int width,

            @Option(value = "Blocks.", defaultsTo = "4", min = 1, max = 64)
            int depth,

            @Option(value = "Attention heads.", defaultsTo = "4", min = 1, max = 64)
            int heads)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public BenchmarkDit(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        Shape image = spec.sample();
        boolean grey = image.rank() == 3 && image.at(0) == 1 && image.at(1) % PATCH == 0 && image.at(2) % PATCH == 0;
        return grey ? Support.yes() : Support.no(
                        "it needs images of one channel whose sides are multiples of 4",
                        "Use data with a shape like [1, 28, 28].");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        long width = config.width;
        long rows = spec.sample().at(1) / PATCH;
        long columns = spec.sample().at(2) / PATCH;
        long tokens = rows * columns;
        Value grid = net.reshape(net.x(), Shape.batch(rows, PATCH, columns, PATCH));
        Value patches = net.reshape(net.permute(grid, 0, 1, 3, 2, 4), Shape.batch(tokens, PATCH * PATCH));
        Value position = net.parameter("position", Shape.of(tokens, width), new Init.Normal(0.02), false);
        Value h = net.add(net.linear("patch", patches, width), position);
        Value time = net.silu(net.linear("time.in", net.sinusoidal(net.t(), 256, 10_000, 1000), width));
        Value condition = net.silu(net.linear("time.out", time, width));
        for (int i = 0; i < config.depth; i++) {
            Value in = h;
            h = net.in("block" + i, () -> block(net, in, condition));
        }
        List<Value> m = net.chunk(net.unsqueeze(net.linear("modulation", condition, 2 * width), 1), 2, 2);
        Value out = net.linear("out", modulated(net, h, m.get(0), m.get(1)), PATCH * PATCH);
        Value image = net.permute(net.reshape(out, Shape.batch(rows, columns, PATCH, PATCH)), 0, 1, 3, 2, 4);
        return List.of(net.reshape(image, net.x().shape()));
    }

    private Value block(NetworkBuilder net, Value x, Value condition) {
        long width = config.width;
        List<Value> m = net.chunk(net.unsqueeze(net.linear("modulation", condition, 6 * width), 1), 2, 6);
        Value normal = modulated(net, x, m.get(0), m.get(1));
        Value h = net.add(x, net.mul(net.attention("attention", normal, config.heads), m.get(2)));
        Value inner = net.gelu(net.linear("mlp.in", modulated(net, h, m.get(3), m.get(4)), 4 * width));
        return net.add(h, net.mul(net.linear("mlp.out", inner, width), m.get(5)));
    }

    private static Value modulated(NetworkBuilder net, Value x, Value shift, Value scale) {
        return net.add(net.mul(net.layerNorm(x, null, null, 1e-6), net.add(scale, 1)), shift);
    }
}
