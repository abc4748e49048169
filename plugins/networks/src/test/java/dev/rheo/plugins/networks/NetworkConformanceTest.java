package dev.rheo.plugins.networks;

import dev.rheo.api.graph.Shape;
import dev.rheo.api.network.Head;
import dev.rheo.api.network.Labels;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Tokens;
import dev.rheo.plugins.networks.TimeEmbedding.Kind;
import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.network.NetworkRules;
import dev.rheo.testkit.network.NetworkSubject;
import java.util.ArrayList;
import java.util.List;

class NetworkConformanceTest extends Conformance<NetworkSubject> {
    private static final NetworkSpec POINTS = NetworkSpec.of(Shape.of(3));
    private static final List<NetworkSpec> SPECS = List.of(
            POINTS,
            POINTS.with(Labels.classes(3, false)),
            POINTS.with(Labels.classes(2, true)),
            POINTS.conditioned(2),
            POINTS.with(Labels.classes(2, true)).conditioned(3),
            NetworkSpec.of(Shape.of(2, 3, 2)),
            POINTS.with(List.of(new Head("velocity", Shape.of(3)), new Head("growth", Shape.SCALAR))));
    private static final NetworkSpec IMAGES = NetworkSpec.of(Shape.of(2, 4, 4));
    private static final List<NetworkSpec> IMAGE_SPECS = List.of(
            IMAGES,
            IMAGES.with(Labels.classes(2, true)),
            IMAGES.conditioned(2),
            IMAGES.with(List.of(
                    new Head("velocity", Shape.of(2, 4, 4)),
                    new Head("score", Shape.of(1, 4, 4)),
                    new Head("growth", Shape.SCALAR))),
            NetworkSpec.of(Shape.of(1, 6, 2)),
            POINTS,
            IMAGES.with(List.of(new Head("odd", Shape.of(2, 3, 3)))));

    @Override
    protected List<Rule<NetworkSubject>> rules() {
        return NetworkRules.all();
    }

    @Override
    protected List<Subject<NetworkSubject>> subjects() {
        List<Subject<NetworkSubject>> subjects = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            subjects.add(mlp(activation, Kind.RAW, false));
        }
        subjects.add(mlp(Activation.SILU, Kind.SINUSOIDAL, false));
        subjects.add(mlp(Activation.SILU, Kind.FOURIER, false));
        subjects.add(mlp(Activation.SILU, Kind.RAW, true));
        subjects.add(residual(Activation.SILU, 2, 0));
        subjects.add(residual(Activation.SILU, 1, 4));
        subjects.add(residual(Activation.RELU, 0.5, 0));
        subjects.add(unet("scale and shift", new Variant(true, false, false, false)));
        subjects.add(unet("added condition, resampling blocks, rescaled skips", new Variant(false, true, true, false)));
        subjects.add(unet("output over sigma", new Variant(true, false, true, true)));
        subjects.add(dit());
        subjects.add(mmDit(false));
        subjects.add(mmDit(true));
        subjects.add(uvit(3));
        subjects.add(uvit(2));
        return subjects;
    }

    private static Subject<NetworkSubject> mlp(Activation activation, Kind time, boolean separate) {
        int width = 6;
        int depth = 2;
        int features = time == Kind.RAW ? 1 : 4;
        int label = 5;
        Mlp.Config config = new Mlp.Config(width, depth, activation, label, separate, new TimeEmbedding(time, 4, 0.5));
        return new Subject<>(
                "mlp, " + activation + ", time " + time + (separate ? ", separate heads" : ""),
                new NetworkSubject(
                        new Mlp(config),
                        config.traits(),
                        false,
                        spec -> {
                            long in =
                                    spec.sample().size() + features + (rows(spec) > 0 ? label : 0) + spec.conditions();
                            long hidden = (in + 1) * width + (depth - 1) * (width + 1) * width;
                            int networks = separate ? spec.heads().size() : 1;
                            return rows(spec) * label + networks * hidden + (width + 1) * outputs(spec);
                        },
                        SPECS));
    }

    private static Subject<NetworkSubject> residual(Activation activation, double expansion, int features) {
        int width = 6;
        int depth = 2;
        long inner = Math.round(expansion * width);
        ResidualMlp.Config config = new ResidualMlp.Config(
                width,
                depth,
                expansion,
                activation,
                new Features(features, 0.3),
                new TimeEmbedding(Kind.FOURIER, 4, 0.5));
        return new Subject<>(
                "residual-mlp, " + activation + ", expansion " + expansion + ", features " + features,
                new NetworkSubject(
                        new ResidualMlp(config),
                        config.traits(),
                        true,
                        spec -> {
                            long sample = spec.sample().size();
                            long embedded =
                                    features == 0 ? 0 : sample * (features / 2 + (features + 1) * features + features);
                            long entry = embedded + (sample * Math.max(1, features) + 1) * width;
                            long condition = (4 + 1) * width + rows(spec) * width + conditions(spec, width);
                            long block = 2 * width + 2 * (width + 1) * inner + (inner + 1) * width;
                            return entry + condition + depth * block + 2 * width + (width + 1) * outputs(spec);
                        },
                        SPECS));
    }

    private record Variant(boolean scaleShift, boolean resample, boolean rescale, boolean scaleBySigma) {}

    private static Subject<NetworkSubject> unet(String name, Variant variant) {
        Unet.Config config = new Unet.Config(
                4,
                List.of(1, 2),
                1,
                List.of(4),
                2,
                variant.scaleShift,
                variant.resample,
                variant.rescale,
                variant.scaleBySigma,
                0.1,
                2,
                new TimeEmbedding(Kind.SINUSOIDAL, 4, 1));
        List<NetworkSpec> specs = new ArrayList<>(IMAGE_SPECS);
        specs.add(NetworkSpec.of(Shape.of(1, 5, 3)));
        specs.add(NetworkSpec.of(Shape.of(1, 1, 1)));
        return new Subject<>("unet, " + name, new NetworkSubject(new Unet(config), config.traits(), true, null, specs));
    }

    private static Subject<NetworkSubject> dit() {
        int width = 8;
        int patch = 2;
        Dit.Config config =
                new Dit.Config(patch, new Transformer(width, 2, 2, 1.5), new TimeEmbedding(Kind.SINUSOIDAL, 4, 1));
        List<NetworkSpec> specs = new ArrayList<>(IMAGE_SPECS);
        specs.add(NetworkSpec.of(Shape.of(3, 6)));
        specs.add(NetworkSpec.of(Shape.of(4)));
        return new Subject<>(
                "dit",
                new NetworkSubject(
                        new Dit(config),
                        config.traits(),
                        true,
                        spec -> {
                            Shape sample = spec.sample();
                            long numbers = sample.size() / new Patches(sample, patch).count();
                            long condition = (4 + 1) * width
                                    + (width + 1) * width
                                    + rows(spec) * width
                                    + conditions(spec, width);
                            long attention = (width + 1) * 4 * width;
                            long mlp = (width + 1) * 12 + (12 + 1) * width;
                            long block = (width + 1) * 6 * width + attention + mlp;
                            long heads = spec.heads().stream()
                                    .mapToLong(head -> head.shape().rank() == 0
                                            ? 1
                                            : head.shape().size() / new Patches(head.shape(), patch).count())
                                    .sum();
                            return (numbers + 1) * width
                                    + condition
                                    + 2 * block
                                    + (width + 1) * 2 * width
                                    + (width + 1) * heads;
                        },
                        specs));
    }

    private static final List<NetworkSpec> LABELLED =
            IMAGE_SPECS.stream().map(spec -> spec.with(Labels.classes(2, true))).toList();

    private static Subject<NetworkSubject> mmDit(boolean qkNorm) {
        MmDit.Config config =
                new MmDit.Config(2, 2, qkNorm, new Transformer(8, 2, 2, 1.5), new TimeEmbedding(Kind.SINUSOIDAL, 4, 1));
        List<NetworkSpec> specs = new ArrayList<>(LABELLED);
        specs.add(IMAGES);
        specs.add(IMAGES.conditioned(2));
        specs.add(IMAGES.with(new Tokens(3, 4, true)));
        specs.add(IMAGES.with(Labels.classes(2, true)).conditioned(1).with(new Tokens(2, 3, false)));
        return new Subject<>(
                "mm-dit" + (qkNorm ? ", normalised queries and keys" : ""),
                new NetworkSubject(new MmDit(config), config.traits(), true, null, specs));
    }

    private static Subject<NetworkSubject> uvit(int depth) {
        Uvit.Config config =
                new Uvit.Config(2, new Transformer(8, depth, 2, 1.5), new TimeEmbedding(Kind.SINUSOIDAL, 4, 1));
        List<NetworkSpec> specs = new ArrayList<>(IMAGE_SPECS);
        specs.add(NetworkSpec.of(Shape.of(3, 6)));
        return new Subject<>(
                "u-vit, depth " + depth, new NetworkSubject(new Uvit(config), config.traits(), true, null, specs));
    }

    /** Two layers. */
    private static long conditions(NetworkSpec spec, long width) {
        return spec.conditions() == 0 ? 0 : (spec.conditions() + 1) * width + (width + 1) * width;
    }

    private static long rows(NetworkSpec spec) {
        return spec.labels() instanceof Labels.Classes classes ? classes.rows() : 0;
    }

    private static long outputs(NetworkSpec spec) {
        return spec.heads().stream().mapToLong(head -> head.shape().size()).sum();
    }
}
