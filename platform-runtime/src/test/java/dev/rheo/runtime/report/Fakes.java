package dev.rheo.runtime.report;

import dev.rheo.api.track.ParameterStatistics;
import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Profile;
import dev.rheo.runtime.report.Pictures.ImageSet;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.Pictures.Images;
import dev.rheo.runtime.report.Pictures.NoiseToImage;
import dev.rheo.runtime.report.Pictures.Plane;
import dev.rheo.runtime.report.Pictures.Snapshot;
import dev.rheo.runtime.report.Pictures.Trajectories;
import dev.rheo.runtime.report.Pictures.VelocityField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Made-up runs that look like real ones. */
final class Fakes {
    private Fakes() {}

    static ReportData report(Pictures pictures) {
        Map<String, Double> energy = new LinkedHashMap<>();
        energy.put("path energy", 3.21877);
        energy.put("straightness", 0.0312);
        return new ReportData(
                new RunFacts(
                        "eight-gaussians-to-moons",
                        "20261122-131502-4f2a",
                        "completed",
                        "",
                        Instant.parse("2026-11-22T13:15:02Z"),
                        Duration.ofMillis(83_412),
                        42,
                        6000,
                        "9c1f0e5b7d3a2246a1b09e77c55d1f30aa8e4c92d7b6e0137f4cd2a9e8b35f61",
                        List.of(
                                new RunFacts.Fact("Engine", "PyTorch 2.7.1, CPU"),
                                new RunFacts.Fact("Threads", "2"),
                                new RunFacts.Fact("JDK", "17.0.15 (Debian)"),
                                new RunFacts.Fact("Operating system", "Linux amd64"))),
                curve(6000, 10),
                List.of(
                        new ReportData.Evaluated(3000, Map.of("wasserstein", 0.14)),
                        new ReportData.Evaluated(6000, Map.of("wasserstein", 0.1073, "mmd", 8.1e-4))),
                profile(),
                List.of(new ParameterStatistics("out.weight", 0.11, 0.4, 2.5e-3, 0.02)),
                List.of("coupling minibatch-ot pairs across labels; set withinLabels: true to solve it per class."),
                List.of(
                        new MetricRow(
                                "wasserstein",
                                0.10734211,
                                OptionalDouble.of(0.0951873),
                                Map.of(),
                                2000,
                                2000,
                                "Exact W2 between samples and held-out data."),
                        new MetricRow(
                                "sliced-wasserstein", 0.0412, OptionalDouble.of(0.0365), Map.of(), 2000, 2000, ""),
                        new MetricRow("mmd", 8.1e-4, OptionalDouble.of(7.7e-4), Map.of(), 2000, 1000, ""),
                        new MetricRow(
                                "path-energy",
                                0.0374,
                                OptionalDouble.empty(),
                                energy,
                                2000,
                                0,
                                "Normalised path energy |PE - W2^2| / W2^2; 0 for the optimal transport.")),
                new ReportData.ManifestText(MANIFEST, MANIFEST + "plugins: {}\n"),
                List.of(
                        new ReportData.ComponentUse("path", "linear", "rheo-probability-paths", "1.0.0"),
                        new ReportData.ComponentUse("coupling", "minibatch-ot", "rheo-couplings", "1.0.0"),
                        new ReportData.ComponentUse("network", "mlp", "rheo-networks", "1.0.0"),
                        new ReportData.ComponentUse("solver", "dopri5", "rheo-solvers", "1.0.0")),
                pictures);
    }

    private static Profile profile() {
        Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            nanos.put(phase, (phase.ordinal() + 1) * 60_000_000L);
        }
        return new Profile(Profile.VERSION, 6000, 1, nanos);
    }

    static TrainingCurve curve(int steps, int every) {
        int records = steps / every;
        Random random = new Random(3);
        long[] step = new long[records];
        double[][] columns = new double[4][records];
        for (int i = 0; i < records; i++) {
            step[i] = (long) (i + 1) * every;
            columns[0][i] = (0.4 + 2.5 * Math.exp(-step[i] / 400.0)) * (1 + 0.12 * random.nextGaussian());
            columns[1][i] = (0.3 + Math.exp(-step[i] / 300.0)) * Math.exp(0.3 * random.nextGaussian());
            columns[2][i] = 1e-3 * 0.5 * (1 + Math.cos(Math.PI * step[i] / steps));
            columns[3][i] = 900 + 30 * random.nextGaussian();
        }
        return new TrainingCurve(step, columns[0], columns[1], columns[2], columns[3]);
    }

    /** Eight Gaussians carried to two moons along straight lines between near neighbours. */
    static Plane plane(int n) {
        Random random = new Random(7);
        float[] source = new float[2 * n];
        float[] data = new float[2 * n];
        float[] end = new float[2 * n];
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * random.nextInt(8) / 8;
            source[2 * i] = (float) (2 * Math.cos(angle) + 0.15 * random.nextGaussian());
            source[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.15 * random.nextGaussian());
            moon(random, data, i, 0.07);
            moon(random, end, i, 0.085);
        }
        match(source, end);
        double[] times = {0, 0.25, 0.5, 0.75, 0.9, 1};
        List<Snapshot> snapshots = new ArrayList<>();
        for (double t : times) {
            snapshots.add(new Snapshot(t, new PointCloud(2, between(source, end, t))));
        }
        List<VelocityField> fields = new ArrayList<>();
        for (double t : new double[] {0, 0.5, 0.9}) {
            fields.add(field(source, end, t));
        }
        return new Plane(
                new PointCloud(2, data),
                new PointCloud(2, end),
                new PointCloud(2, source),
                snapshots,
                paths(source, end, Math.min(n, 400)),
                fields);
    }

    /** The same, with x beside each point as its condition, and three times x. */
    static Plane shaded(int n) {
        Plane bare = plane(n);
        List<Pictures.Shade> shades = new ArrayList<>();
        for (float factor : new float[] {1, 3}) {
            shades.add(new Pictures.Shade("x" + factor, beside(bare.data(), factor), beside(bare.samples(), factor)));
        }
        return new Plane(
                bare.data(),
                bare.samples(),
                bare.source(),
                bare.densities(),
                bare.trajectories(),
                bare.velocities(),
                shades);
    }

    private static PointCloud beside(PointCloud points, float factor) {
        float[] values = new float[3 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            values[3 * i] = points.at(i, 0);
            values[3 * i + 1] = points.at(i, 1);
            values[3 * i + 2] = factor * points.at(i, 0);
        }
        return new PointCloud(3, values);
    }

    /** Blobs in the place of digits; labels are the blob's column. */
    static Images images(int count) {
        float[] real = new float[count * 64];
        float[] generated = new float[count * 64];
        int[] labels = new int[count];
        Random random = new Random(11);
        for (int i = 0; i < count; i++) {
            labels[i] = i % 8;
            for (int pixel = 0; pixel < 64; pixel++) {
                float ink = pixel % 8 == labels[i] ? 16 : 0;
                real[i * 64 + pixel] = ink;
                generated[i * 64 + pixel] = ink + (float) random.nextGaussian();
            }
        }
        return images(real, generated, labels);
    }

    static Images images(float[] real, float[] generated, int[] labels) {
        Random random = new Random(5);
        float[] times = {0, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1};
        int samples = Math.min(8, labels.length);
        float[] path = new float[samples * times.length * 64];
        for (int sample = 0; sample < samples; sample++) {
            for (int pixel = 0; pixel < 64; pixel++) {
                float noise = 8 + 6 * (float) random.nextGaussian();
                for (int time = 0; time < times.length; time++) {
                    path[(sample * times.length + time) * 64 + pixel] =
                            (1 - times[time]) * noise + times[time] * generated[sample * 64 + pixel];
                }
            }
        }
        return new Images(
                new ImageShape(1, 8, 8),
                0,
                16,
                new ImageSet(real, labels),
                new ImageSet(generated, labels),
                new NoiseToImage(times, path));
    }

    static Pictures.Features features(int n, int dimensions) {
        Random random = new Random(13);
        float[][] clouds = new float[2][n * dimensions];
        for (int which = 0; which < 2; which++) {
            for (int i = 0; i < n; i++) {
                double common = random.nextGaussian() * (random.nextBoolean() ? 1 : 0.4);
                for (int d = 0; d < dimensions; d++) {
                    double sign = d % 2 == 0 ? 1 : -1;
                    clouds[which][i * dimensions + d] = (float)
                            (sign * common + 0.5 * random.nextGaussian() + 0.1 * which + (random.nextInt(2) * d % 3));
                }
            }
        }
        return new Pictures.Features(
                List.of(), new PointCloud(dimensions, clouds[0]), new PointCloud(dimensions, clouds[1]));
    }

    private static void moon(Random random, float[] into, int i, double noise) {
        double angle = Math.PI * random.nextDouble();
        boolean upper = random.nextBoolean();
        double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
        double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
        into[2 * i] = (float) (1.3 * (x - 0.5) + noise * random.nextGaussian());
        into[2 * i + 1] = (float) (1.3 * (y - 0.25) + noise * random.nextGaussian());
    }

    private static void match(float[] source, float[] end) {
        int n = source.length / 2;
        for (int i = 0; i < n; i++) {
            int best = i;
            double least = Double.MAX_VALUE;
            for (int j = i; j < n; j++) {
                double distance = Math.hypot(source[2 * i] - end[2 * j], source[2 * i + 1] - end[2 * j + 1]);
                if (distance < least) {
                    least = distance;
                    best = j;
                }
            }
            for (int axis = 0; axis < 2; axis++) {
                float kept = end[2 * i + axis];
                end[2 * i + axis] = end[2 * best + axis];
                end[2 * best + axis] = kept;
            }
        }
    }

    private static float[] between(float[] source, float[] end, double t) {
        float[] points = new float[source.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) ((1 - t) * source[i] + t * end[i]);
        }
        return points;
    }

    private static Trajectories paths(float[] source, float[] end, int count) {
        float[] times = new float[21];
        float[] positions = new float[count * times.length * 2];
        for (int time = 0; time < times.length; time++) {
            times[time] = time / 20f;
            for (int i = 0; i < count; i++) {
                double bend = 0.08 * Math.sin(Math.PI * times[time]);
                for (int axis = 0; axis < 2; axis++) {
                    positions[(i * times.length + time) * 2 + axis] = (float) ((1 - times[time]) * source[2 * i + axis]
                            + times[time] * end[2 * i + axis]
                            + bend * (axis == 0 ? 1 : -1));
                }
            }
        }
        return new Trajectories(times, positions);
    }

    private static VelocityField field(float[] source, float[] end, double t) {
        float[] grid = new float[19];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = -2.3f + 4.6f * i / (grid.length - 1);
        }
        float[] points = between(source, end, t);
        float[] velocity = new float[2 * grid.length * grid.length];
        for (int row = 0; row < grid.length; row++) {
            for (int column = 0; column < grid.length; column++) {
                double weight = 1e-12;
                double[] sum = new double[2];
                for (int i = 0; i < points.length / 2; i++) {
                    double square =
                            Math.pow(points[2 * i] - grid[column], 2) + Math.pow(points[2 * i + 1] - grid[row], 2);
                    double own = Math.exp(-square / 0.18);
                    weight += own;
                    sum[0] += own * (end[2 * i] - source[2 * i]);
                    sum[1] += own * (end[2 * i + 1] - source[2 * i + 1]);
                }
                velocity[(row * grid.length + column) * 2] = (float) (sum[0] / weight);
                velocity[(row * grid.length + column) * 2 + 1] = (float) (sum[1] / weight);
            }
        }
        return new VelocityField(t, grid, grid, velocity);
    }

    private static final String MANIFEST = """
            # yaml-language-server: $schema=../schema/experiment-v1.json
            rheo: 1
            name: eight-gaussians-to-moons
            seed: 42
            data:      {type: moons, noise: 0.05}
            source:    {type: eight-gaussians, scale: 2}
            path:      {type: linear}
            coupling:  {type: minibatch-ot}
            network:   {type: mlp, width: 64, depth: 3}
            train:     {steps: 6000, batch: 256, optimizer: {type: adam, learningRate: 1e-3}}
            """;
}
