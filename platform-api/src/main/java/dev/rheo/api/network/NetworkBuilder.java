package dev.rheo.api.network;

import dev.rheo.api.graph.Dtype;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.GraphBuilder;
import dev.rheo.api.graph.Init;
import dev.rheo.api.graph.InputSpec;
import dev.rheo.api.graph.Operations;
import dev.rheo.api.graph.ProgramBuilder;
import dev.rheo.api.graph.Shape;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.api.graph.Value;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a network: all operations, and layers with named parameters. Parameter names are the scopes, the layer's name
 * and {@code weight}, {@code bias} or {@code gain}, joined by dots. Made by the host. Not thread-safe.
 */
public final class NetworkBuilder implements Operations {
    private final GraphBuilder graph = new GraphBuilder();
    private final NetworkSpec spec;
    private final List<Value> inputs;

    public NetworkBuilder(NetworkSpec spec) {
        this(spec, spec.inputs());
    }

    /** With other inputs than the specification's, the first of which is x: for graphs that are not read along flow time. */
    public NetworkBuilder(NetworkSpec spec, List<InputSpec> inputs) {
        this.spec = spec;
        this.inputs =
                inputs.stream().map((InputSpec input) -> graph.input(input)).toList();
    }

    /** Runs the architecture and checks what it returns against the heads asked for. */
    public static Graph graphOf(NetworkArchitecture architecture, NetworkSpec spec) {
        NetworkBuilder net = new NetworkBuilder(spec);
        return net.build(architecture.define(spec, net));
    }

    /** The network's input, (B x sample). */
    public Value x() {
        return inputs.get(0);
    }

    /** Flow time, (B). */
    public Value t() {
        return inputs.get(1);
    }

    /** Class labels, (B) whole numbers, or null for a network without. */
    public @Nullable Value labels() {
        return spec.labels() instanceof Labels.Classes ? inputs.get(2) : null;
    }

    /**
     * Continuous conditions, (B x {@link NetworkSpec#conditions}), in standardised units, or null for a network without. A network
     * that is asked for them and leaves them unread is refused.
     */
    public @Nullable Value conditions() {
        return named(ProgramBuilder.CONDITIONS);
    }

    /** Tokens, (B x length) whole numbers, or null for a network without; like {@link #conditions} they have to be read. */
    public @Nullable Value tokens() {
        return named(ProgramBuilder.TOKENS);
    }

    private @Nullable Value named(String input) {
        for (int i = 0; i < inputs.size(); i++) {
            if (spec.inputs().get(i).name().equals(input)) {
                return inputs.get(i);
            }
        }
        return null;
    }

    /** An input by its place. */
    public Value input(int place) {
        return inputs.get(place);
    }

    /** A free parameter in the current scope; decayed if it has two or more dimensions. */
    public Value parameter(String name, Shape shape, Init init) {
        return graph.parameter(name, shape, init);
    }

    /** A free parameter in the current scope. */
    public Value parameter(String name, Shape shape, Init init, boolean decayed) {
        return graph.parameter(name, shape, init, decayed);
    }

    /** x wᵀ + b on the last axis, PyTorch's default initialisation. */
    public Value linear(String name, Value x, long out) {
        Init init = Init.torchDefault(x.shape().at(-1));
        return linear(name, x, out, init, init);
    }

    /**
     * x wᵀ + b on the last axis.
     *
     * @param bias initial bias, or null for a layer without
     */
    public Value linear(String name, Value x, long out, Init weight, @Nullable Init bias) {
        return in(name, () -> {
            Value w = parameter("weight", Shape.of(out, x.shape().at(-1)), weight);
            return linear(x, w, bias == null ? null : parameter("bias", Shape.of(out), bias));
        });
    }

    /** A convolution that keeps the image size at stride 1 and odd kernels; PyTorch's default initialisation. */
    public Value conv2d(String name, Value x, long out, int kernel, int stride) {
        Init init = Init.torchDefault(x.shape().at(1) * kernel * kernel);
        return conv2d(name, x, out, kernel, stride, kernel / 2, init, init);
    }

    /**
     * A convolution.
     *
     * @param bias initial bias, or null for a layer without
     */
    public Value conv2d(
            String name, Value x, long out, int kernel, int stride, int padding, Init weight, @Nullable Init bias) {
        return in(name, () -> {
            Value w = parameter("weight", Shape.of(out, x.shape().at(1), kernel, kernel), weight);
            return conv2d(x, w, bias == null ? null : parameter("bias", Shape.of(out), bias), stride, padding);
        });
    }

    /** Normalisation over the last axis with gain 1 and bias 0 to begin with; ε = 1e-5. */
    public Value layerNorm(String name, Value x) {
        Shape width = Shape.of(x.shape().at(-1));
        return in(
                name,
                () -> layerNorm(x, parameter("gain", width, Init.ONE), parameter("bias", width, Init.ZERO), 1e-5));
    }

    /** Normalisation over groups of channels with gain 1 and bias 0 to begin with; ε = 1e-5. */
    public Value groupNorm(String name, Value x, int groups) {
        Shape channels = Shape.of(x.shape().at(1));
        return in(
                name,
                () -> groupNorm(
                        x,
                        groups,
                        parameter("gain", channels, Init.ONE),
                        parameter("bias", channels, Init.ZERO),
                        1e-5));
    }

    /**
     * Multi-head self-attention (Vaswani et al. 2017, 3.2.2): one projection to q, k, v, one out; PyTorch's default
     * initialisation.
     *
     * @param x (B x tokens x width), width a multiple of {@code heads}
     */
    public Value attention(String name, Value x, int heads) {
        long tokens = x.shape().at(1);
        long width = x.shape().at(2);
        if (width % heads != 0) {
            throw mismatch(
                    "attention " + name, "the width of " + x.shape() + " does not split into " + heads + " heads");
        }
        return in(name, () -> {
            Value qkv = reshape(linear("qkv", x, 3 * width), Shape.batch(tokens, 3, heads, width / heads));
            Value split = permute(qkv, 2, 0, 3, 1, 4);
            Value mixed = scaledDotProductAttention(select(split, 0, 0), select(split, 0, 1), select(split, 0, 2));
            return linear("out", reshape(transpose(mixed, 1, 2), x.shape()), width);
        });
    }

    /**
     * A call of a module that was written elsewhere; one module a network. The shape of its result is taken as given and
     * checked in the dry run, and torch.autograd differentiates the whole program.
     *
     * @param parameters one for each of the module's places
     * @param inputs what its {@code forward} takes
     */
    public Value module(TorchModule module, List<Value> parameters, Shape result, Value... inputs) {
        if (parameters.size() != module.places().size()) {
            throw mismatch(
                    "module " + module.type(),
                    parameters.size() + " parameters are given for "
                            + module.places().size() + " places");
        }
        return op(TorchModule.CALL, result, module, List.copyOf(parameters), List.of(inputs));
    }

    /** A table of {@code count} rows drawn from N(0, 1) (PyTorch's default), read at the indices; not decayed. */
    public Value embedding(String name, Value indices, long count, long width) {
        return embedding(name, indices, count, width, new Init.Normal(1));
    }

    /** A table of {@code count} rows, read at the indices; not decayed. */
    public Value embedding(String name, Value indices, long count, long width, Init init) {
        return in(name, () -> embedding(parameter("weight", Shape.of(count, width), init, false), indices));
    }

    /**
     * [cos(scale·t·fⱼ), sin(scale·t·fⱼ)] with fⱼ = maxPeriod^(−j/h), j = 0 … h−1, h = width/2: the form of ADM and DiT
     * (DDPM divides by h−1 and puts the sine first). Frequencies are made for inputs of the order of 0 … 1000, so flow
     * time wants {@code scale} = 1000 with {@code maxPeriod} = 10000.
     *
     * @param t (B)
     * @param width even
     * @return (B x width)
     */
    public Value sinusoidal(Value t, int width, double maxPeriod, double scale) {
        double[] frequencies = new double[half(width)];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = scale * Math.pow(maxPeriod, -(double) j / frequencies.length);
        }
        return waves(t, frequencies);
    }

    /**
     * [cos(2πfⱼt), sin(2πfⱼt)] with fixed fⱼ ~ N(0, scale²) (Tancik et al. 2020; Song et al. 2021). The frequencies are
     * constants: the same for every network of equal width and scale, whatever the seed of the run.
     *
     * @param t (B)
     * @param width even
     * @return (B x width)
     */
    public Value fourier(Value t, int width, double scale) {
        Random fixed = new Random(20_210_426L);
        double[] frequencies = new double[half(width)];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = 2 * Math.PI * scale * fixed.nextGaussian();
        }
        return waves(t, frequencies);
    }

    @Override
    public Value constant(Shape shape, double... numbers) {
        return graph.constant(shape, numbers);
    }

    @Override
    public Value op(String aten, Shape result, @Nullable Object... args) {
        return graph.op(aten, result, args);
    }

    @Override
    public Value typed(Dtype dtype, String aten, Shape result, @Nullable Object... args) {
        return graph.typed(dtype, aten, result, args);
    }

    @Override
    public Shape.ShapeMismatch mismatch(String operation, String problem) {
        return graph.mismatch(operation, problem);
    }

    @Override
    public <T> T in(String scope, Supplier<T> body) {
        return graph.in(scope, body);
    }

    /**
     * The network with these heads.
     *
     * @throws Shape.ShapeMismatch if they are not the heads asked for
     */
    public Graph build(List<Value> heads) {
        List<Shape> expected = List.copyOf(spec.headShapes().values());
        List<Shape> actual = heads.stream().map(Value::shape).toList();
        if (!expected.equals(actual)) {
            throw mismatch("network", "heads of shape " + expected + " are asked for, but it returns " + actual);
        }
        return graph.build(heads);
    }

    private int half(int width) {
        if (width < 2 || width % 2 != 0) {
            throw mismatch("time embedding", "its width must be even, not " + width);
        }
        return width / 2;
    }

    private Value waves(Value t, double[] frequencies) {
        Value phase = mul(unsqueeze(t, 1), constant(Shape.of(frequencies.length), frequencies));
        return cat(1, cos(phase), sin(phase));
    }
}
