package dev.rheo.plugins.autoencoders;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.Value;
import dev.rheo.api.latent.AutoencoderPass;
import dev.rheo.api.latent.TrainedAutoencoder;
import dev.rheo.api.network.NetworkBuilder;
import dev.rheo.api.network.Support;
import dev.rheo.api.optimize.Optimizer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first stage of latent diffusion: convolutions that halve the picture level by level, a Gaussian latent with a slight pull
 * towards the standard normal law, and the way back. The loss is, per row, (|x − x̂|² + klWeight · KL) / numbers of a sample,
 * with the squared distance in place of Rombach's absolute and perceptual ones, and without their discriminator.
 */
@RheoComponent(
        name = "kl-autoencoder",
        summary = "A convolutional autoencoder with a Gaussian latent, trained before the flow, for images.",
        formula = "|x − D(z)|² + w KL(N(μ, σ²) | N(0, 1)),  z = μ + σ ε",
        source = "Rombach et al. 2022, 3.1 and appendix G; Kingma and Welling 2014")
public final class KlAutoencoder implements TrainedAutoencoder {
    /** Beyond these a log variance says no more (as in Rombach's code). */
    private static final double LEAST_LOG_VARIANCE = -30;

    private static final double MOST_LOG_VARIANCE = 20;

    /** Options. */
    public record Config(
            @Option(
                    value = "Channels of each level; from each to the next the picture is halved.",
                    defaultsTo = "[32, 64]",
                    min = 1,
                    max = 8)
            List<Integer> channels,

            @Option(value = "Residual blocks of each level.", defaultsTo = "1", min = 1, max = 16)
            int numResBlocks,

            @Option(value = "Channels of the latent.", defaultsTo = "4", min = 1, max = 1024)
            int latentChannels,

            @Option(
                    value = "Weight of the pull towards the standard normal law.",
                    defaultsTo = "1e-6",
                    min = 0,
                    source = "Rombach et al. 2022, appendix G")
            double klWeight,

            @Option(value = "Optimizer steps.", defaultsTo = "2000", min = 1)
            int steps,

            @Option(value = "Rows of a minibatch.", defaultsTo = "64", min = 1, max = 1_048_576)
            int batch,

            @Option(
                    value = "The rule that changes the parameters; its learning rate falls to 0 along a half cosine.",
                    defaultsTo = "adam")
            ComponentRef<Optimizer> optimizer,

            @Option(
                    value = "A run, or a safetensors file, whose parameters are used instead of training.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            Path from)
            implements ComponentConfig {
        public Config {
            channels = List.copyOf(channels);
        }

        @Override
        public void check(Problems problems) {
            for (int width : channels) {
                if (width < 1 || width > 4096) {
                    problems.error("channels", "a level cannot have " + width + " channels", "give 1 to 4096");
                }
            }
        }

        /** By how much each side of the latent is smaller. */
        int factor() {
            return 1 << (channels.size() - 1);
        }
    }

    private final Config config;
    private final Components components;

    @Inject
    public KlAutoencoder(Config config, Components components) {
        this.config = config;
        this.components = components;
    }

    @Override
    public Support supports(Shape sample) {
        if (sample.rank() != 3) {
            return Support.no(
                    "kl-autoencoder needs images (channels x height x width), not samples of shape " + sample,
                    "Give the data an image's shape, such as shape: [1, 8, 8], or choose pca.");
        }
        int factor = config.factor();
        return sample.at(1) % factor != 0 || sample.at(2) % factor != 0
                ? Support.no(
                        config.channels.size() + " levels make a latent " + factor + " times smaller, and the sides of "
                                + sample + " are no multiples of " + factor,
                        "Shorten autoencoder.channels, or resize the images.")
                : Support.yes();
    }

    @Override
    public Shape latent(Shape sample) {
        int factor = config.factor();
        return Shape.of(config.latentChannels, sample.at(1) / factor, sample.at(2) / factor);
    }

    @Override
    public boolean stochastic() {
        return true;
    }

    @Override
    public List<Value> encode(Shape sample, NetworkBuilder net, Value x) {
        ConvolutionBlocks blocks = new ConvolutionBlocks(net);
        Value moments = blocks.down(x, config.channels, config.numResBlocks, 2 * config.latentChannels);
        List<Value> halves = net.chunk(moments, 1, 2);
        Value floor = net.constant(LEAST_LOG_VARIANCE);
        Value ceiling = net.constant(MOST_LOG_VARIANCE);
        return List.of(halves.get(0), net.minimum(net.maximum(halves.get(1), floor), ceiling));
    }

    @Override
    public Value decode(Shape sample, NetworkBuilder net, Value z) {
        return new ConvolutionBlocks(net).up(z, config.channels, config.numResBlocks, sample.at(0));
    }

    @Override
    public Value loss(ProgramBuilder program, AutoencoderPass pass) {
        Value reconstruction = program.mean(program.square(program.sub(pass.decoded(), pass.x())));
        Value logVariance = Objects.requireNonNull(pass.logVariance());
        Value spread = program.sub(program.exp(logVariance), program.add(logVariance, 1));
        Value divergence = program.mean(program.add(program.square(pass.mean()), spread));
        double perFeature =
                (double) pass.mean().shape().size() / pass.x().shape().size();
        return program.add(reconstruction, program.mul(divergence, 0.5 * config.klWeight * perFeature));
    }

    @Override
    public int steps() {
        return config.steps;
    }

    @Override
    public int batch() {
        return config.batch;
    }

    @Override
    public Optimizer optimizer() {
        return components.create(config.optimizer);
    }

    @Override
    public Map<String, Double> facts() {
        return Map.of("klWeight", config.klWeight);
    }

    @Override
    public @Nullable Path from() {
        return config.from;
    }
}
