import dev.rheo.runtime.embed.Rheo;
import dev.rheo.runtime.embed.RheoModel;
import dev.rheo.runtime.embed.Trajectories;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Trajectories of runs in the plane, a panel each, from the same starts. Arguments: OUT.png LOW HIGH TITLE RUN TITLE RUN …. */
final class Ways {
    private static final int LINES = 120;
    private static final int SAVED = 51;

    public static void main(String[] arguments) throws Exception {
        double low = Double.parseDouble(arguments[1]);
        double high = Double.parseDouble(arguments[2]);
        int panels = (arguments.length - 3) / 2;
        Plot plot = new Plot(panels, 270, 270);
        for (int k = 0; k < panels; k++) {
            try (RheoModel model = Rheo.open(Path.of(arguments[4 + 2 * k]))) {
                double[] times = IntStream.range(0, SAVED).mapToDouble(i -> (double) i / (SAVED - 1)).toArray();
                Trajectories ways = model.sampler().with("solver={type: rk4, steps: 50}").trajectories(1500, 3, times);
                Plot.Panel panel = plot.panel(
                        k, arguments[3 + 2 * k], Plot.Axis.of("x₁", low, high), Plot.Axis.of("x₂", low, high));
                panel.scatter(ways.at(0), 1500, Plot.SOURCE);
                panel.scatter(ways.at(SAVED - 1), 1500, Plot.SAMPLES);
                for (int i = 0; i < LINES; i++) {
                    double[][] line = new double[2][SAVED];
                    for (int t = 0; t < SAVED; t++) {
                        line[0][t] = ways.state(i, t)[0];
                        line[1][t] = ways.state(i, t)[1];
                    }
                    panel.line(line[0], line[1], Plot.GREY, 0.7, 0.8);
                }
            }
        }
        plot.save(Path.of(arguments[0]));
    }
}
