import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A number of {@code metrics.jsonl} over the steps of training: the mean of several seeds, and each seed faintly. Arguments: OUT.png
 * PHASE KEY POWER "x name" "y name" "title" log|linear log|linear, then NAME FACTOR RUN,RUN … for every curve, at most four; steps are
 * multiplied with FACTOR, and the number is raised to POWER.
 */
final class Curves {
    private static final Color[] COLORS = {Plot.DATA, Plot.SAMPLES, Plot.SOURCE, Plot.OTHER};

    private record Curve(String name, List<TreeMap<Double, Double>> seeds) {}

    public static void main(String[] a) throws Exception {
        List<Curve> curves = new ArrayList<>();
        for (int i = 9; i + 2 < a.length; i += 3) {
            List<TreeMap<Double, Double>> seeds = new ArrayList<>();
            for (String run : a[i + 2].split(",")) {
                seeds.add(read(Path.of(run), a[1], a[2], Double.parseDouble(a[3]), Double.parseDouble(a[i + 1])));
            }
            curves.add(new Curve(a[i], seeds));
        }
        double[] x = range(curves, true);
        double[] y = range(curves, false);
        boolean logX = a[7].equals("log");
        boolean logY = a[8].equals("log");
        double edge = (y[1] - y[0]) * 0.08;
        Plot plot = new Plot(1, 560, 300);
        Plot.Panel panel = plot.panel(0, a[6], new Plot.Axis(a[4], logX ? x[0] : 0, x[1], logX),
                new Plot.Axis(a[5], logY ? y[0] / 1.2 : y[0] - edge, logY ? y[1] * 1.2 : y[1] + edge, logY));
        for (int k = 0; k < curves.size(); k++) {
            for (TreeMap<Double, Double> seed : curves.get(k).seeds) {
                draw(panel, seed, COLORS[k], 0.3, 1);
            }
            draw(panel, mean(curves.get(k).seeds), COLORS[k], 1, 2);
            panel.key(curves.get(k).name, COLORS[k]);
        }
        plot.save(Path.of(a[0]));
    }

    private static TreeMap<Double, Double> read(Path run, String phase, String key, double power, double factor)
            throws Exception {
        ObjectMapper json = new ObjectMapper();
        TreeMap<Double, Double> curve = new TreeMap<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode node = json.readTree(line);
            JsonNode number = number(node, key);
            if (node.path("phase").asString().equals(phase) && number.isNumber()) {
                curve.put(node.path("step").asDouble() * factor, Math.pow(number.asDouble(), power));
            }
        }
        return curve;
    }

    private static JsonNode number(JsonNode node, String key) {
        JsonNode number = node.path(key);
        return number.isObject() ? number.path("value") : number;
    }

    private static double[] range(List<Curve> curves, boolean steps) {
        double[] all = curves.stream()
                .flatMap(curve -> curve.seeds.stream())
                .flatMap(seed -> seed.entrySet().stream())
                .mapToDouble(entry -> steps ? entry.getKey() : entry.getValue())
                .sorted()
                .toArray();
        return new double[] {all[0], all[all.length - 1]};
    }

    private static TreeMap<Double, Double> mean(List<TreeMap<Double, Double>> seeds) {
        TreeMap<Double, Double> mean = new TreeMap<>();
        for (Map.Entry<Double, Double> entry : seeds.get(0).entrySet()) {
            double[] values = seeds.stream()
                    .filter(seed -> seed.containsKey(entry.getKey()))
                    .mapToDouble(seed -> seed.get(entry.getKey()))
                    .toArray();
            mean.put(entry.getKey(), Arrays.stream(values).average().orElseThrow());
        }
        return mean;
    }

    private static void draw(Plot.Panel panel, TreeMap<Double, Double> curve, Color color, double alpha, double width) {
        double[] x = curve.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = curve.values().stream().mapToDouble(Double::doubleValue).toArray();
        panel.line(x, y, color, alpha, width);
    }
}
