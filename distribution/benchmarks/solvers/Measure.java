import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoException;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.embed.SamplingCost;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Measures solvers on one trained run: for each line of the standard input, options of the section {@code sample}, one row
 * with the evaluations of the network, the distance to the target, and, where a reference is asked for, the distance to a
 * solution with small tolerances from the same starts. Arguments: RUN TARGET [reference], TARGET being hexagon or checkerboard;
 * the system property {@code rheo.plugin} names the folder of the benchmarks' plugin.
 */
final class Measure {
    private static final int N = 8192;
    private static final int SEEDS = 3;
    private static final int DIRECTIONS = 128;

    private final RheoModel model;
    private final String target;

    private Measure(RheoModel model, String target) {
        this.model = model;
        this.target = target;
    }

    public static void main(String[] arguments) throws Exception {
        var opening = Rheo.opening(Path.of(arguments[0])).distribution(Path.of(System.getProperty("rheo.home"))).concurrency(1);
        if (System.getProperty("rheo.plugin") != null) {
            opening = opening.project(Path.of(System.getProperty("rheo.plugin")));
        }
        try (RheoModel model = opening.open()) {
            Measure measure = new Measure(model, arguments[1]);
            boolean reference = arguments.length > 2;
            float[] exact = reference
                    ? model.sampler().with("solver.type=dopri5", "solver.rtol=1e-7", "solver.atol=1e-7").batch(N).sample(N, 0).values()
                    : null;
            System.out.printf(Locale.ROOT, "floor %.4f%n", measure.floor());
            var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).lines().toList();
            for (String line : lines) {
                if (!line.isBlank()) {
                    measure.row(line.strip(), exact);
                }
            }
        }
    }

    /** Noise of a solver's own leads elsewhere than the flow: a line that begins with ~ is not compared with it. */
    private void row(String line, float[] flow) {
        boolean stochastic = line.startsWith("~");
        String options = stochastic ? line.substring(1).strip() : line;
        float[] exact = stochastic ? null : flow;
        try {
            ModelSampler sampler = model.sampler().with(options.split(" ")).batch(N);
            double distance = 0;
            double error = Double.NaN;
            long evaluations = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                float[] drawn = new float[2 * N];
                SamplingCost cost = sampler.sample((long) N, seed, batch -> copy(batch, drawn));
                evaluations = cost.evaluations();
                distance += sliced(drawn, target(1000 + seed), seed) / SEEDS;
                if (seed == 0 && exact != null) {
                    error = rms(drawn, exact);
                }
            }
            System.out.printf(Locale.ROOT, "%s\t%d\t%.4f\t%.2e%n", options, evaluations, distance, error);
        } catch (RheoException e) {
            System.out.printf("%s\trefused\t%s%n", options, e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void copy(Samples batch, float[] into) {
        System.arraycopy(batch.values(), 0, into, (int) batch.first() * 2, batch.values().length);
    }

    /** The distance between two samples of the target, as large as those that are measured. */
    private double floor() {
        double floor = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            floor += sliced(target(seed), target(1000 + seed), seed) / SEEDS;
        }
        return floor;
    }

    private float[] target(long seed) {
        Random random = new Random(seed);
        float[] points = new float[2 * N];
        for (int i = 0; i < N; i++) {
            if (target.equals("hexagon")) {
                double angle = random.nextInt(6) * Math.PI / 3;
                points[2 * i] = (float) (2 * Math.cos(angle) + 0.3 * random.nextGaussian());
                points[2 * i + 1] = (float) (2 * Math.sin(angle) + 0.3 * random.nextGaussian());
            } else {
                int square = random.nextInt(8);
                int column = square / 2;
                int line = 2 * (square % 2) + column % 2;
                points[2 * i] = (float) (column + random.nextDouble() - 2);
                points[2 * i + 1] = (float) (line + random.nextDouble() - 2);
            }
        }
        return points;
    }

    /** Sliced 2-Wasserstein distance over fixed random directions. */
    private static double sliced(float[] x, float[] y, long seed) {
        Random random = new Random(77 + seed);
        double sum = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            double angle = random.nextDouble() * Math.PI;
            double[] p = projected(x, angle);
            double[] q = projected(y, angle);
            for (int i = 0; i < N; i++) {
                sum += (p[i] - q[i]) * (p[i] - q[i]);
            }
        }
        return Math.sqrt(sum / N / DIRECTIONS);
    }

    private static double[] projected(float[] x, double angle) {
        double[] p = new double[N];
        for (int i = 0; i < N; i++) {
            p[i] = Math.cos(angle) * x[2 * i] + Math.sin(angle) * x[2 * i + 1];
        }
        Arrays.sort(p);
        return p;
    }

    private static double rms(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - y[i]) * (double) (x[i] - y[i]);
        }
        return Math.sqrt(sum / N);
    }
}
