import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Same marginals, different fields: to the velocity v of eight Gaussians is added w = c sin(πt) (1 − t) J ∇log p_t, J a quarter turn.
 * ∇·(p w) is a constant times ∇·(J ∇p) = 0, so w moves points and leaves every p_t as it is. Arguments: OUT.png RUN …, runs of
 * {@code fields.yaml} with several seeds.
 */
final class Fields {
    private static final int N = 4096;
    private static final int STEPS = 200;
    private static final double[] STRENGTHS = {0, 2, 4};
    private static final double[] SEEN = {0.25, 0.5, 0.75, 1};

    private final RheoModel model;
    private final double c;

    private Fields(RheoModel model, double c) {
        this.model = model;
        this.c = c;
    }

    /** States at {@link #SEEN}, some lines, and the energy ∫ E|v + w|² dt. */
    private record Flow(float[][] states, double[][][] lines, double energy) {}

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length - 1;
        double[][] energies = new double[STRENGTHS.length][runs];
        double[][][] distances = new double[STRENGTHS.length][SEEN.length][runs];
        double[][] floors = new double[SEEN.length][runs];
        Flow[] shown = new Flow[STRENGTHS.length];
        for (int run = 0; run < runs; run++) {
            try (RheoModel model = Rheo.open(Path.of(arguments[1 + run]))) {
                for (int k = 0; k < STRENGTHS.length; k++) {
                    Flow flow = new Fields(model, STRENGTHS[k]).follow(start(run));
                    energies[k][run] = flow.energy;
                    for (int s = 0; s < SEEN.length; s++) {
                        float[] truth = marginal(SEEN[s], 100 + run);
                        distances[k][s][run] = sliced(flow.states[s], truth);
                        floors[s][run] = sliced(marginal(SEEN[s], 200 + run), truth);
                    }
                    shown[k] = run == 0 ? flow : shown[k];
                }
            }
        }
        System.out.println("| field | path energy | SW2 at t = 0.25 | 0.5 | 0.75 | 1 |\n|---|---|---|---|---|---|");
        for (int k = 0; k < STRENGTHS.length; k++) {
            String name = k == 0 ? "v" : "v + w, c = " + Math.round(STRENGTHS[k]);
            System.out.println("| " + name + " | " + spread(energies[k]) + " | " + cells(distances[k]) + " |");
        }
        System.out.println("| two samples of p_t | | " + cells(floors) + " |");
        draw(shown, energies, Path.of(arguments[0]));
    }

    private Flow follow(float[] x) {
        float[][] states = new float[SEEN.length][];
        double[][][] lines = new double[40][2][STEPS + 1];
        double energy = 0;
        double h = 1.0 / STEPS;
        for (int step = 0; step < STEPS; step++) {
            keep(lines, step, x);
            double t = step * h;
            float[] k1 = field(x, t);
            float[] k2 = field(moved(x, k1, h / 2), t + h / 2);
            float[] k3 = field(moved(x, k2, h / 2), t + h / 2);
            float[] k4 = field(moved(x, k3, h), t + h);
            energy += h / 6 * (square(k1) + 2 * square(k2) + 2 * square(k3) + square(k4)) / N;
            float[] next = x.clone();
            for (int i = 0; i < x.length; i++) {
                next[i] += (float) (h / 6 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]));
            }
            x = next;
            for (int s = 0; s < SEEN.length; s++) {
                states[s] = Math.abs(SEEN[s] - (t + h)) < 1e-9 ? x : states[s];
            }
        }
        keep(lines, STEPS, x);
        return new Flow(states, lines, energy);
    }

    private float[] field(float[] x, double t) {
        float[] field = model.velocity(x, Math.min(1, t));
        double strength = c * Math.sin(Math.PI * t) * (1 - t);
        if (strength > 1e-9) {
            float[] score = model.score(x, t).orElseThrow();
            for (int i = 0; i < x.length; i += 2) {
                field[i] -= (float) (strength * score[i + 1]);
                field[i + 1] += (float) (strength * score[i]);
            }
        }
        return field;
    }

    private static void keep(double[][][] lines, int step, float[] x) {
        for (int i = 0; i < lines.length; i++) {
            lines[i][0][step] = x[2 * i];
            lines[i][1][step] = x[2 * i + 1];
        }
    }

    private static float[] moved(float[] x, float[] direction, double by) {
        float[] moved = x.clone();
        for (int i = 0; i < x.length; i++) {
            moved[i] += (float) (by * direction[i]);
        }
        return moved;
    }

    private static double square(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static float[] start(int seed) {
        return marginal(0, seed);
    }

    /** Fresh samples of x_t = t x1 + (1 − t) x0. */
    private static float[] marginal(double t, long seed) {
        Random random = new Random(seed);
        float[] points = new float[2 * N];
        for (int i = 0; i < N; i++) {
            double angle = random.nextInt(8) * Math.PI / 4;
            double x = 2 * (Math.cos(angle) + 0.1 * random.nextGaussian());
            double y = 2 * (Math.sin(angle) + 0.1 * random.nextGaussian());
            points[2 * i] = (float) (t * x + (1 - t) * random.nextGaussian());
            points[2 * i + 1] = (float) (t * y + (1 - t) * random.nextGaussian());
        }
        return points;
    }

    /** Sliced 2-Wasserstein distance over 64 even directions. */
    private static double sliced(float[] x, float[] y) {
        double sum = 0;
        for (int k = 0; k < 64; k++) {
            double[] p = projected(x, k * Math.PI / 64);
            double[] q = projected(y, k * Math.PI / 64);
            for (int i = 0; i < N; i++) {
                sum += (p[i] - q[i]) * (p[i] - q[i]);
            }
        }
        return Math.sqrt(sum / N / 64);
    }

    private static double[] projected(float[] x, double angle) {
        double[] p = new double[N];
        for (int i = 0; i < N; i++) {
            p[i] = Math.cos(angle) * x[2 * i] + Math.sin(angle) * x[2 * i + 1];
        }
        Arrays.sort(p);
        return p;
    }

    private static String cells(double[][] rows) {
        return String.join(" | ", Arrays.stream(rows).map(Fields::spread).toList());
    }

    private static String spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return String.format(
                Locale.ROOT, "%.3f ± %.3f", mean, Math.sqrt(squares / Math.max(1, values.length - 1)));
    }

    private static void draw(Flow[] shown, double[][] energies, Path out) throws Exception {
        Plot plot = new Plot(STRENGTHS.length, 270, 270);
        for (int k = 0; k < STRENGTHS.length; k++) {
            String title = (k == 0 ? "v" : "v + w, c = " + Math.round(STRENGTHS[k]))
                    + String.format(Locale.ROOT, ": path energy %.2f", energies[k][0]);
            Plot.Panel panel = plot.panel(k, title, Plot.Axis.of("x₁", -3, 3), Plot.Axis.of("x₂", -3, 3));
            panel.scatter(shown[k].states[SEEN.length - 1], 1200, Plot.SAMPLES);
            for (double[][] line : shown[k].lines) {
                panel.line(line[0], line[1], Plot.GREY, 0.75, 0.9);
            }
        }
        plot.save(out);
    }
}
