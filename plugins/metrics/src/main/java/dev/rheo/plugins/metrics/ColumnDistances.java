package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Column;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well each column's own distribution is met: sup |F − G| of the empirical distribution functions for numbers
 * (Kolmogorov–Smirnov), ½ Σ |p − q| for categories (total variation); both between 0 and 1. The mean over the columns, with
 * each column and the worst among the details.
 */
@RheoComponent(
        name = "columns",
        summary =
                "Distance of every column's distribution to that of real data: Kolmogorov-Smirnov and total variation.",
        formula = "sup |F − G|, ½ Σ |p − q|",
        source = "Massey 1951, J. Am. Stat. Assoc. 46")
public final class ColumnDistances implements Metric {
    private static final int MOST_NAMED = 64;

    /** What {@code columns} may be told. */
    public record Config(
            @Option(value = "Most samples to compare.", defaultsTo = "10000", min = 2, max = 1e6)
            int samples) implements ComponentConfig {}

    private final Config config;

    @Inject
    public ColumnDistances(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison comparison = Comparison.of(evaluation, config.samples());
        Table table = Cells.table(evaluation);
        List<Measurement> found = new ArrayList<>();
        found.addAll(measure(
                comparison,
                table,
                false,
                "column-ks",
                "Kolmogorov-Smirnov distance to real data, mean over the columns of numbers"));
        found.addAll(measure(
                comparison,
                table,
                true,
                "column-tv",
                "total variation distance to real data, mean over the columns of categories"));
        return found;
    }

    private static List<Measurement> measure(
            Comparison comparison, Table table, boolean categorical, String name, String meaning) {
        int[] columns = IntStream.range(0, table.columns().size())
                .filter(c -> table.columns().get(c).categorical() == categorical)
                .toArray();
        if (columns.length == 0) {
            return List.of();
        }
        Map<String, Double> details = new HashMap<>();
        double worst = 0;
        for (int column : columns) {
            double distance = distance(table, column, comparison.samples(), comparison.reference());
            worst = Math.max(worst, distance);
            if (columns.length <= MOST_NAMED) {
                details.put("of " + table.columns().get(column).name(), distance);
            }
        }
        details.put("worst", worst);
        return comparison.measure(
                name,
                (x, y) -> Arrays.stream(columns)
                        .mapToDouble(column -> distance(table, column, x, y))
                        .average()
                        .orElseThrow(),
                details,
                meaning);
    }

    private static double distance(Table table, int column, Points x, Points y) {
        Column asked = table.columns().get(column);
        Cells ours = new Cells(table, x);
        Cells theirs = new Cells(table, y);
        return asked.categorical()
                ? totalVariation(
                        ours.categories(column),
                        theirs.categories(column),
                        asked.categories().size())
                : kolmogorovSmirnov(ours.numbers(column), theirs.numbers(column));
    }

    static double totalVariation(int[] x, int[] y, int categories) {
        double[] difference = new double[categories];
        for (int category : x) {
            difference[category] += 1.0 / x.length;
        }
        for (int category : y) {
            difference[category] -= 1.0 / y.length;
        }
        return Arrays.stream(difference).map(Math::abs).sum() / 2;
    }

    /** Sorts both. Equal values are passed together: between them the distribution functions are not told apart. */
    static double kolmogorovSmirnov(double[] x, double[] y) {
        Arrays.sort(x);
        Arrays.sort(y);
        double largest = 0;
        for (int i = 0, j = 0; i < x.length && j < y.length; ) {
            double here = Math.min(x[i], y[j]);
            while (i < x.length && x[i] <= here) {
                i++;
            }
            while (j < y.length && y[j] <= here) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / x.length - (double) j / y.length));
        }
        return largest;
    }
}
