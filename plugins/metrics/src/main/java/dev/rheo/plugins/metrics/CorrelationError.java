package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * Mean |r(X) − r(Y)| over pairs of different columns, r being Pearson's correlation; a category counts as a number that is 1
 * where a cell has it and 0 elsewhere. A number that does not vary is correlated with nothing: r = 0.
 */
@RheoComponent(
        name = "correlation-error",
        summary = "Mean difference of the correlations between columns to those of real data.",
        formula = "mean |r(X) − r(Y)|")
public final class CorrelationError implements Metric {
    /** What {@code correlation-error} may be told. */
    public record Config(
            @Option(value = "Most samples to compare.", defaultsTo = "10000", min = 2, max = 1e6)
            int samples) implements ComponentConfig {}

    private final Config config;

    @Inject
    public CorrelationError(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Table table = Cells.table(evaluation);
        if (table.columns().size() < 2) {
            throw new MetricException("one column has no correlations; leave this metric out");
        }
        return Comparison.of(evaluation, config.samples())
                .measure(
                        "correlation-error",
                        (x, y) -> error(new Cells(table, x), new Cells(table, y)),
                        Map.of("columns", (double) table.columns().size()),
                        "mean difference between correlations of columns in samples and in real data");
    }

    private static double error(Cells x, Cells y) {
        double[][] ours = standardised(x.indicators());
        double[][] theirs = standardised(y.indicators());
        int[] owners = x.owners();
        double sum = 0;
        long pairs = 0;
        for (int a = 0; a < owners.length; a++) {
            for (int b = 0; b < a; b++) {
                if (owners[a] != owners[b]) {
                    sum += Math.abs(product(ours[a], ours[b]) - product(theirs[a], theirs[b]));
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /** A number at a time, centred and of length 1, so that products are correlations. */
    private static double[][] standardised(Points points) {
        double[][] columns = new double[points.dimension()][points.count()];
        for (int k = 0; k < columns.length; k++) {
            double[] column = columns[k];
            double mean = 0;
            for (int i = 0; i < column.length; i++) {
                column[i] = points.at(i, k);
                mean += column[i] / column.length;
            }
            double squares = 0;
            for (int i = 0; i < column.length; i++) {
                column[i] -= mean;
                squares += column[i] * column[i];
            }
            double unit = squares > 1e-18 * Math.max(1, mean * mean) * column.length ? Math.sqrt(squares) : 0;
            for (int i = 0; i < column.length; i++) {
                column[i] = unit > 0 ? column[i] / unit : 0;
            }
        }
        return columns;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
