import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Trajectories;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trajectories of the reverse SDE and of the probability-flow ODE of one model, from the same starts: the marginals agree, the ways do
 * not. Arguments: OUT.png RUN …, runs of {@code sde-and-ode.yaml} with several seeds.
 */
final class SdeAndOde {
    private static final int N = 8192;
    private static final int SAVED = 101;
    private static final String[] ODE = {"solver={type: heun, steps: 200}"};
    private static final String[] SDE = {"solver={type: euler-maruyama, steps: 400, churn: diffusion}"};
    private static final int[] CHECKED = {25, 50, 75, 100};

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length - 1;
        double[][][] distances = new double[3][CHECKED.length][runs];
        double[][] lengths = new double[2][runs];
        double[][] ranks = new double[2][runs];
        Trajectories[] shown = new Trajectories[2];
        for (int run = 0; run < runs; run++) {
            try (RheoModel model = Rheo.open(Path.of(arguments[1 + run]))) {
                for (int kind = 0; kind < 2; kind++) {
                    ModelSampler sampler = model.sampler().with(kind == 0 ? ODE : SDE).batch(N);
                    Trajectories ways = sampler.trajectories(N, 5 + run, times());
                    for (int k = 0; k < CHECKED.length; k++) {
                        double t = ways.times()[CHECKED[k]];
                        distances[kind][k][run] = wasserstein(ways.at(CHECKED[k]), marginal(t, 300 + run));
                        distances[2][k][run] = wasserstein(marginal(t, 400 + run), marginal(t, 300 + run));
                    }
                    lengths[kind][run] = length(ways);
                    ranks[kind][run] = rankCorrelation(ways.at(0), ways.at(SAVED - 1));
                    shown[kind] = run == 0 ? ways : shown[kind];
                }
            }
        }
        System.out.println("| | W1 at t = 0.25 | 0.5 | 0.75 | end | length of the ways | rank correlation of start and end |");
        System.out.println("|---|---|---|---|---|---|---|");
        List<String> names = List.of("ODE (heun, 200 steps)", "SDE (euler-maruyama, 400 steps)", "two samples of p_t");
        for (int kind = 0; kind < 3; kind++) {
            String rest = kind == 2 ? " | " : spread(lengths[kind]) + " | " + spread(ranks[kind]);
            System.out.println("| " + names.get(kind) + " | "
                    + String.join(" | ", Arrays.stream(distances[kind]).map(SdeAndOde::spread).toList()) + " | " + rest + " |");
        }
        draw(shown, Path.of(arguments[0]));
    }

    private static double[] times() {
        return IntStream.range(0, SAVED).mapToDouble(k -> (double) k / (SAVED - 1)).toArray();
    }

    /** Fresh samples of the diffusion's marginal, a = exp(−B/2) (Song et al. 2021, eq. 33). */
    private static float[] marginal(double t, long seed) {
        Random random = new Random(seed);
        double tau = 1 - t;
        double a = Math.exp(-(0.1 * tau + 19.9 * tau * tau / 2) / 2);
        float[] points = new float[N];
        for (int i = 0; i < N; i++) {
            double which = random.nextDouble();
            double mean = which < 0.3 ? -1.6 : which < 0.5 ? 0 : 1.4;
            double x1 = mean + (which < 0.5 ? 0.2 : 0.3) * random.nextGaussian();
            points[i] = (float) (a * x1 + Math.sqrt(1 - a * a) * random.nextGaussian());
        }
        return points;
    }

    private static double wasserstein(float[] x, float[] y) {
        float[] p = x.clone();
        float[] q = y.clone();
        Arrays.sort(p);
        Arrays.sort(q);
        return IntStream.range(0, N).mapToDouble(i -> Math.abs(p[i] - q[i])).average().orElseThrow();
    }

    /** Mean of Σ |x(t_k+1) − x(t_k)| over the saved times. */
    private static double length(Trajectories ways) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int k = 1; k < SAVED; k++) {
                sum += Math.abs(ways.state(i, k)[0] - ways.state(i, k - 1)[0]);
            }
        }
        return sum / N;
    }

    /** Spearman's. */
    private static double rankCorrelation(float[] x, float[] y) {
        double[] p = ranks(x);
        double[] q = ranks(y);
        double middle = (N - 1) / 2.0;
        double product = IntStream.range(0, N).mapToDouble(i -> (p[i] - middle) * (q[i] - middle)).sum();
        return product / (N * ((double) N * N - 1) / 12);
    }

    private static double[] ranks(float[] x) {
        List<Integer> order = IntStream.range(0, N).boxed().sorted(Comparator.comparingDouble(i -> x[i])).toList();
        double[] ranks = new double[N];
        for (int k = 0; k < N; k++) {
            ranks[order.get(k)] = k;
        }
        return ranks;
    }

    private static String spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
    }

    private static void draw(Trajectories[] shown, Path out) throws Exception {
        Plot plot = new Plot(3, 300, 250);
        Plot.Axis time = Plot.Axis.of("flow time t", 0, 1);
        Plot.Axis place = Plot.Axis.of("x", -3.2, 3.2);
        for (int kind = 0; kind < 2; kind++) {
            Plot.Panel panel = plot.panel(kind, kind == 0 ? "Probability-flow ODE" : "Reverse SDE, the same starts", time, place);
            for (int i = 0; i < 25; i++) {
                double[] x = new double[SAVED];
                for (int k = 0; k < SAVED; k++) {
                    x[k] = shown[kind].state(i, k)[0];
                }
                boolean marked = i == 0 || i == 3;
                panel.line(shown[kind].times(), x, marked ? Plot.SAMPLES : Plot.DATA, marked ? 1 : 0.45, marked ? 1.6 : 0.8);
            }
        }
        int bins = 80;
        Plot.Panel panel = plot.panel(2, "Density at the end", Plot.Axis.of("x", -3.2, 3.2), Plot.Axis.of("p", 0, 0.95));
        double[] middle = IntStream.range(0, bins).mapToDouble(k -> -3.2 + 6.4 * (k + 0.5) / bins).toArray();
        double[] exact = Arrays.stream(middle)
                .map(x -> 0.3 * normal(x, -1.6, 0.2) + 0.2 * normal(x, 0, 0.2) + 0.5 * normal(x, 1.4, 0.3))
                .toArray();
        panel.line(middle, exact, Plot.GREY, 0.6, 4);
        panel.line(middle, Plot.density(shown[0].at(SAVED - 1), -3.2, 3.2, bins), Plot.DATA, 1, 1.3);
        panel.line(middle, Plot.density(shown[1].at(SAVED - 1), -3.2, 3.2, bins), Plot.SAMPLES, 1, 1.3);
        panel.key("data", Plot.GREY);
        panel.key("ODE", Plot.DATA);
        panel.key("SDE", Plot.SAMPLES);
        plot.save(out);
    }

    private static double normal(double x, double mean, double deviation) {
        double z = (x - mean) / deviation;
        return Math.exp(-z * z / 2) / deviation / Math.sqrt(2 * Math.PI);
    }
}
