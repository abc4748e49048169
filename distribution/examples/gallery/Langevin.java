import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.SamplingCost;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Langevin dynamics at one level of noise against annealed Langevin dynamics of the same model with as many evaluations: which
 * modes of five they find, and how often. Arguments: OUT.png RUN …, runs of {@code langevin.yaml} with several seeds.
 */
final class Langevin {
    private static final int N = 4096;
    private static final double[][] MODES = {{1, -1, 0.4}, {9, 3, 0.3}, {3, 6, 0.15}, {6, -4, 0.1}, {9, 9, 0.05}};
    private static final double REACH = 4 * 0.5;
    private static final String NEAR = "path=cond-ot";

    /** How samples are drawn: options of the section {@code sample}. */
    private record Method(String name, String title, String... options) {
        /** At one level of noise σ, along a path that starts with standard normal points, where its time is 1/(1 + σ). */
        static Method near(double sigma, double stepSize) {
            double t = 1 / (1 + sigma);
            return new Method(
                    "Langevin at σ = " + sigma + " from N(0, 1)", "Langevin at σ = " + sigma, NEAR, langevin(t, stepSize * t * t));
        }

        private static String langevin(double at, double stepSize) {
            return String.format(Locale.ROOT, "solver={type: langevin, steps: 1000, at: %s, stepSize: %s}", at, stepSize);
        }
    }

    private static final String ANNEALED = "solver={type: annealed-langevin, steps: 19, innerSteps: 50}";
    private static final Method[] METHODS = {
        Method.near(0.1, 0.001),
        Method.near(0.5, 0.02),
        Method.near(1, 0.1),
        Method.near(2, 0.4),
        new Method("Langevin at σ = 0.1 from N(0, 20²)", "", Method.langevin(1, 0.001)),
        new Method(
                "annealed from N(0, 1)", "Annealed from σ = 20 to 0.1", NEAR,
                "grid={type: log-snr, lowest: -5.99, highest: 4.6}", ANNEALED),
        new Method("annealed from N(0, 20²)", "", ANNEALED),
    };

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length - 1;
        int kinds = METHODS.length;
        double[][][] shares = new double[kinds][MODES.length + 1][runs];
        double[][] errors = new double[kinds][runs];
        double[][] missed = new double[kinds][runs];
        long[] evaluations = new long[kinds];
        float[][] shown = new float[kinds][];
        for (int run = 0; run < runs; run++) {
            try (RheoModel model = Rheo.open(Path.of(arguments[1 + run]))) {
                for (int kind = 0; kind < kinds; kind++) {
                    ModelSampler sampler = model.sampler().with(METHODS[kind].options).batch(N);
                    float[] points = new float[2 * N];
                    SamplingCost cost = sampler.sample((long) N, 5, batch -> System.arraycopy(
                            batch.values(), 0, points, (int) batch.first() * 2, batch.values().length));
                    evaluations[kind] = cost.evaluations();
                    double[] share = shares(points);
                    for (int k = 0; k < share.length; k++) {
                        shares[kind][k][run] = share[k];
                    }
                    errors[kind][run] = variation(share);
                    missed[kind][run] = missed(share);
                    shown[kind] = run == 0 ? points : shown[kind];
                }
            }
        }
        System.out.println("| sampler | evaluations | weight .40 | .30 | .15 | .10 | .05 | in no mode | total variation | missed (below half their weight) |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int kind = 0; kind < kinds; kind++) {
            System.out.println("| " + METHODS[kind].name + " | " + evaluations[kind] + " | "
                    + String.join(" | ", Arrays.stream(shares[kind]).map(Langevin::spread).toList()) + " | "
                    + spread(errors[kind]) + " | " + spread(missed[kind]) + " |");
        }
        draw(shown, Path.of(arguments[0]));
    }

    /** Shares of the points within {@link #REACH} of each mode, and of those in none. */
    private static double[] shares(float[] points) {
        double[] shares = new double[MODES.length + 1];
        for (int i = 0; i < N; i++) {
            int found = MODES.length;
            for (int k = 0; k < MODES.length; k++) {
                double x = points[2 * i] - MODES[k][0];
                double y = points[2 * i + 1] - MODES[k][1];
                found = Math.hypot(x, y) < REACH ? k : found;
            }
            shares[found] += 1.0 / N;
        }
        return shares;
    }

    /** ½ Σ |share − weight|; what lies in no mode has the weight 0. */
    private static double variation(double[] shares) {
        double sum = shares[MODES.length];
        for (int k = 0; k < MODES.length; k++) {
            sum += Math.abs(shares[k] - MODES[k][2]);
        }
        return sum / 2;
    }

    private static double missed(double[] shares) {
        int missed = 0;
        for (int k = 0; k < MODES.length; k++) {
            missed += shares[k] < MODES[k][2] / 2 ? 1 : 0;
        }
        return missed;
    }

    private static String spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
    }

    private static void draw(float[][] shown, Path out) throws Exception {
        int[] drawn = {0, 2, 5};
        Plot plot = new Plot(drawn.length, 270, 270);
        for (int panelNumber = 0; panelNumber < drawn.length; panelNumber++) {
            int kind = drawn[panelNumber];
            Plot.Panel panel = plot.panel(
                    panelNumber, METHODS[kind].title, Plot.Axis.of("x₁", -4, 14), Plot.Axis.of("x₂", -6, 12));
            panel.scatter(shown[kind], 1500, Plot.SAMPLES);
            double[] shares = shares(shown[kind]);
            for (int k = 0; k < MODES.length; k++) {
                panel.circle(MODES[k][0], MODES[k][1], REACH, Plot.DATA);
                String note = Math.round(100 * shares[k]) + " % of " + Math.round(100 * MODES[k][2]);
                panel.note(note, MODES[k][0], MODES[k][1] + REACH + 0.55, Plot.DATA);
            }
        }
        plot.save(out);
    }
}
