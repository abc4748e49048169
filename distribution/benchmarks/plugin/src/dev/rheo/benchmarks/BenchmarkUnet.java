package dev.rheo.benchmarks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Three levels of 1, 2 and 2 times {@code channels}: one residual block a level down, one up on the joined skip, two and an
 * attention in the middle.
 */
@RheoComponent(
        name = "benchmark-unet",
        summary = "A small U-Net, as a load for benchmarks.",
        source = "Ronneberger et al. 2015; Ho et al. 2020")
public final class BenchmarkUnet implements NetworkArchitecture {
    private static final int GROUPS = 8;
    private static final int HEADS = 4;

    /** Options. */
    public record Config(
            @Option(value = "Channels of the first level, a multiple of 8.", defaultsTo = "32", min = 8, max = 1024)
            int channels)
            implements ComponentConfig {}

    private final int channels;

    @Inject
    public BenchmarkUnet(Config config) {
        channels = config.channels();
    }

    @Override
    public Support supports(NetworkSpec spec) {
        boolean image = spec.sample().rank() == 3 && spec.sample().at(1) % 4 == 0 && spec.sample().at(2) % 4 == 0;
        return image ? Support.yes() : Support.no(
                        "it needs images whose sides are multiples of 4", "Use data with a shape like [1, 28, 28].");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Value time = net.linear("time.in", net.sinusoidal(net.t(), channels, 10_000, 1000), 4L * channels);
        Value emb = net.silu(net.linear("time.out", net.silu(time), 4L * channels));
        long[] widths = {channels, 2L * channels, 2L * channels};
        List<Value> skips = new ArrayList<>();
        Value h = net.conv2d("in", net.x(), channels, 3, 1);
        for (int i = 0; i < widths.length; i++) {
            h = residual(net, "down" + i, h, emb, widths[i]);
            skips.add(h);
            h = i < widths.length - 1 ? net.conv2d("shrink" + i, h, widths[i], 3, 2) : h;
        }
        h = residual(net, "middle0", h, emb, 2L * channels);
        h = attention(net, h);
        h = residual(net, "middle1", h, emb, 2L * channels);
        for (int i = widths.length - 1; i >= 0; i--) {
            h = residual(net, "up" + i, net.cat(1, h, skips.get(i)), emb, widths[i]);
            h = i > 0 ? net.conv2d("grow" + i, net.upsampleNearest(h, 2), widths[i - 1], 3, 1) : h;
        }
        Value last = net.silu(net.groupNorm("norm", h, GROUPS));
        return List.of(net.conv2d("out", last, spec.sample().at(0), 3, 1));
    }

    private static Value residual(NetworkBuilder net, String name, Value x, Value emb, long channels) {
        return net.in(name, () -> {
            Value h = net.conv2d("conv1", net.silu(net.groupNorm("norm1", x, GROUPS)), channels, 3, 1);
            h = net.add(h, net.reshape(net.linear("time", emb, channels), Shape.batch(channels, 1, 1)));
            h = net.conv2d("conv2", net.silu(net.groupNorm("norm2", h, GROUPS)), channels, 3, 1);
            boolean same = x.shape().at(1) == channels;
            return net.add(same ? x : net.conv2d("skip", x, channels, 1, 1), h);
        });
    }

    private static Value attention(NetworkBuilder net, Value x) {
        return net.in("attention", () -> {
            long pixels = x.shape().at(2) * x.shape().at(3);
            Value flat = net.reshape(net.groupNorm("norm", x, GROUPS), Shape.batch(x.shape().at(1), pixels));
            Value mixed = net.transpose(net.attention("mix", net.transpose(flat, 1, 2), HEADS), 1, 2);
            return net.add(x, net.reshape(mixed, x.shape()));
        });
    }
}
