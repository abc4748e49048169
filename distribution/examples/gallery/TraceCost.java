import dev.rheo.api.evaluate.Divergence;
import dev.rheo.runtime.embed.ModelSampler;
import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What log p costs by the exact trace of the Jacobian and by Hutchinson's estimate, in more and more dimensions: seconds, in turns, so
 * that other work on the machine hits both. Arguments: OUT.png RUN …, runs of {@code trace-cost.yaml} in several dimensions.
 */
final class TraceCost {
    private static final int ROWS = 512;
    private static final int ROUNDS = 7;

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length - 1;
        double[] dimensions = new double[runs];
        double[][] seconds = new double[2][runs];
        double[] ratio = new double[runs];
        System.out.println("| d | reverse passes for one divergence, exact | estimate | seconds, exact | estimate | exact over estimate |");
        System.out.println("|---|---|---|---|---|---|");
        for (int run = 0; run < runs; run++) {
            try (RheoModel model = Rheo.opening(Path.of(arguments[1 + run])).concurrency(1).open()) {
                int d = model.shape().get(0);
                ModelSampler sampler = model.sampler();
                float[] rows = rows(d);
                Divergence estimate = new Divergence(0, Divergence.Probe.RADEMACHER, 1);
                double[][] times = new double[2][ROUNDS];
                double[] ratios = new double[ROUNDS];
                sampler.logDensity(rows, 1, Divergence.exact());
                for (int round = 0; round < ROUNDS; round++) {
                    times[0][round] = seconds(sampler, rows, Divergence.exact());
                    times[1][round] = seconds(sampler, rows, estimate);
                    ratios[round] = times[0][round] / times[1][round];
                }
                dimensions[run] = d;
                seconds[0][run] = median(times[0]);
                seconds[1][run] = median(times[1]);
                ratio[run] = median(ratios);
                System.out.printf(Locale.ROOT, "| %d | %d | 1 | %.3f | %.3f | %.1f (%.1f … %.1f) |%n",
                        d, d, seconds[0][run], seconds[1][run], ratio[run], least(ratios), most(ratios));
            }
        }
        draw(dimensions, seconds, ratio, Path.of(arguments[0]));
    }

    private static double seconds(ModelSampler sampler, float[] rows, Divergence divergence) {
        long begun = System.nanoTime();
        sampler.logDensity(rows, 1, divergence);
        return (System.nanoTime() - begun) / 1e9;
    }

    private static float[] rows(int d) {
        Random random = new Random(1);
        float[] rows = new float[ROWS * d];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (1 + random.nextGaussian());
        }
        return rows;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static void draw(double[] dimensions, double[][] seconds, double[] ratio, Path out) throws Exception {
        Plot plot = new Plot(2, 330, 250);
        double lowest = Math.min(least(seconds[0]), least(seconds[1]));
        Plot.Axis d = new Plot.Axis("dimensions d", dimensions[0], dimensions[dimensions.length - 1], true);
        Plot.Panel panel = plot.panel(0, "log p of 512 rows, ten steps of rk4", d,
                new Plot.Axis("seconds", lowest / 1.5, most(seconds[0]) * 1.5, true));
        panel.line(dimensions, seconds[0], Plot.SAMPLES, 1, 1.5);
        panel.dots(dimensions, seconds[0], Plot.SAMPLES);
        panel.line(dimensions, seconds[1], Plot.DATA, 1, 1.5);
        panel.dots(dimensions, seconds[1], Plot.DATA);
        panel.key("exact trace", Plot.SAMPLES);
        panel.key("Hutchinson, one probe", Plot.DATA);
        Plot.Panel ratios = plot.panel(1, "Exact over estimate", d,
                new Plot.Axis("ratio of seconds", 0.7, most(dimensions) * 1.2, true));
        ratios.line(dimensions, dimensions, Plot.GREY, 0.6, 1);
        ratios.line(dimensions, ratio, Plot.SAMPLES, 1, 1.5);
        ratios.dots(dimensions, ratio, Plot.SAMPLES);
        ratios.key("measured", Plot.SAMPLES);
        ratios.key("d, the number of reverse passes", Plot.GREY);
        plot.save(out);
    }
}
