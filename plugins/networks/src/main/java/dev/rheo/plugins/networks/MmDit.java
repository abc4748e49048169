package dev.rheo.plugins.networks;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.Shape;
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
 * Two streams of tokens, the patches and a context, each with weights of its own, that meet in every block's attention.
 * The context is learned tokens of the label and of the conditions, and the embedded words of a caption with their places. Modulations and the last layer
 * start at zero as in {@link Dit}.
 */
@RheoComponent(
        name = "mm-dit",
        summary =
                "A transformer of two streams, patches and the label's tokens, with joint attention, for labelled data.",
        source = "Esser et al. 2024, figure 2")
public final class MmDit implements NetworkArchitecture {
    /** Options. */
    public record Config(
            @Option(value = "Pixels along a side of a patch; divides the image's sides.", defaultsTo = "2", min = 1)
            int patchSize,

            @Option(
                    value = "Tokens that the label is turned into, and as many for continuous conditions.",
                    defaultsTo = "2",
                    min = 1,
                    max = 1024)
            int contextTokens,

            @Option(
                    value = "Whether queries and keys are divided by their root mean square.",
                    defaultsTo = "false",
                    source = "Esser et al. 2024, 5.3.2")
            boolean qkNorm,

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
    public MmDit(Config config) {
        this.config = config;
    }

    @Override
    public Support supports(NetworkSpec spec) {
        return spec.labels() instanceof Labels.Classes
                        || !spec.conditionInputs().isEmpty()
                ? Patches.support(spec, config.patchSize)
                : Support.no(
                        "its second stream is made of labels, conditions and tokens, and the data has none of them",
                        "Use data with some (options label, labels, conditions or tokens of the data set), or choose dit.");
    }

    @Override
    public List<Value> define(NetworkSpec spec, NetworkBuilder net) {
        Transformer transformer = config.transformer;
        Patches patches = new Patches(spec.sample(), config.patchSize);
        Value condition = Conditioning.vector(spec, net, config.time, transformer.hiddenSize(), 0.02);
        Value context = context(spec, net);
        Value image = net.add(
                transformer.linear(net, "patch", patches.split(net, net.x()), transformer.hiddenSize()),
                patches.positions(net, transformer.hiddenSize()));
        for (int i = 0; i < transformer.depth(); i++) {
            boolean last = i == transformer.depth() - 1;
            Streams in = new Streams(context, image);
            Streams out = net.in("block" + i, () -> block(net, in, condition, last));
            context = out.context;
            image = out.image;
        }
        Value features = Modulation.of(net, "modulation", condition, 2, image).apply(net, image, 0);
        List<Value> heads = new ArrayList<>();
        for (Head head : spec.heads()) {
            heads.add(Heads.ofTokens(net, head, features, patches, spec.sample()));
        }
        return heads;
    }

    private record Streams(Value context, Value image) {}

    private Value context(NetworkSpec spec, NetworkBuilder net) {
        long width = config.transformer.hiddenSize();
        List<Value> tokens = new ArrayList<>();
        Value labels = net.labels();
        if (labels != null && spec.labels() instanceof Labels.Classes classes) {
            Value rows =
                    net.embedding("context", labels, classes.rows(), config.contextTokens * width, new Init.Normal(1));
            tokens.add(net.reshape(rows, Shape.batch(config.contextTokens, width)));
        }
        Value conditions = net.conditions();
        if (conditions != null) {
            Value rows =
                    net.in("context", () -> Conditioning.conditions(net, conditions, config.contextTokens * width));
            tokens.add(net.reshape(rows, Shape.batch(config.contextTokens, width)));
        }
        Value sequence = net.tokens();
        if (sequence != null) {
            Shape each = Shape.of(spec.tokens().length(), width);
            Value words = net.embedding("words", sequence, spec.tokens().rows(), width, new Init.Normal(1));
            tokens.add(net.add(words, net.parameter("places", each, new Init.Normal(0.02), false)));
        }
        return tokens.size() == 1 ? tokens.get(0) : net.cat(1, tokens.toArray(Value[]::new));
    }

    /** The last block updates the patches only: nothing reads the context behind it. */
    private Streams block(NetworkBuilder net, Streams in, Value condition, boolean last) {
        Modulation ofContext = modulation(net, "context", condition, last ? 2 : 6, in.context);
        Modulation ofImage = modulation(net, "image", condition, 6, in.image);
        Attention.Projected joint = projected(net, "context", ofContext.apply(net, in.context, 0))
                .and(net, projected(net, "image", ofImage.apply(net, in.image, 0)));
        Value mixed = Attention.mix(net, joint);
        long tokens = in.context.shape().at(1);
        Value seenByImage = net.narrow(mixed, 1, tokens, in.image.shape().at(1));
        Value image = updated(net, "image", in.image, seenByImage, ofImage);
        Value context =
                last ? in.context : updated(net, "context", in.context, net.narrow(mixed, 1, 0, tokens), ofContext);
        return new Streams(context, image);
    }

    private static Modulation modulation(NetworkBuilder net, String stream, Value condition, int count, Value tokens) {
        return net.in(stream, () -> Modulation.of(net, "modulation", condition, count, tokens));
    }

    private Attention.Projected projected(NetworkBuilder net, String stream, Value x) {
        return net.in(stream, () -> {
            Attention.Projected plain = Attention.project(net, "qkv", x, config.transformer.numHeads());
            return config.qkNorm ? plain.normalised(net) : plain;
        });
    }

    private Value updated(NetworkBuilder net, String stream, Value x, Value mixed, Modulation modulation) {
        Transformer transformer = config.transformer;
        return net.in(stream, () -> {
            Value attended = transformer.linear(net, "out", mixed, transformer.hiddenSize());
            Value h = net.add(x, net.mul(attended, modulation.part(2)));
            return net.add(h, net.mul(transformer.mlp(net, "mlp", modulation.apply(net, h, 3)), modulation.part(5)));
        });
    }
}
