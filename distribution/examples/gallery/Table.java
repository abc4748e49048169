import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A row of a table: mean ± standard deviation over runs of the numbers of {@code evaluation.json}. Arguments: NAME
 * METRIC[:KEY][/METRIC[:KEY]],… RUN …; KEY is {@code value} unless it is given, and a / divides the two. The metric {@code gradient}
 * is the mean square of the gradient's norm over the last tenth of the training.
 */
final class Table {
    public static void main(String[] arguments) throws Exception {
        List<String> cells = new ArrayList<>();
        for (String column : arguments[1].split(",")) {
            double[] values = new double[arguments.length - 2];
            for (int k = 0; k < values.length; k++) {
                String[] parts = column.split("/");
                Path run = Path.of(arguments[2 + k]);
                values[k] = parts.length == 1 ? number(run, column) : number(run, parts[0]) / number(run, parts[1]);
            }
            cells.add(spread(values));
        }
        System.out.println("| " + arguments[0] + " | " + String.join(" | ", cells) + " |");
    }

    private static double number(Path run, String column) throws Exception {
        ObjectMapper json = new ObjectMapper();
        if (column.equals("gradient")) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
                JsonNode node = json.readTree(line);
                if (node.path("gradientNorm").isNumber()) {
                    lines.add(node);
                }
            }
            return lines.subList(lines.size() * 9 / 10, lines.size()).stream()
                    .mapToDouble(node -> Math.pow(node.path("gradientNorm").asDouble(), 2))
                    .average()
                    .orElseThrow();
        }
        String[] name = column.split(":");
        JsonNode evaluation = json.readTree(Files.readString(run.resolve("evaluation.json")));
        JsonNode number = evaluation.path(name[0]).path(name.length > 1 ? name[1] : "value");
        return number.isNumber() ? number.asDouble() : Double.NaN;
    }

    private static String spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
        return String.format(Locale.ROOT, values.length > 1 ? "%.3f ± %.3f" : "%.3f", mean, deviation);
    }
}
