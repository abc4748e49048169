package dev.rheo.plugins.metrics;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.Column;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.evaluate.Measurement.Better;
import dev.rheo.api.evaluate.Metric;
import dev.rheo.api.evaluate.MetricException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well a column of real rows is predicted from the others by a small network that was trained on samples: the accuracy
 * for a category, R² for a number, on held-out rows. The floor, here a ceiling, is that of the same network trained on as many
 * real rows.
 */
@RheoComponent(
        name = "train-on-synthetic",
        summary =
                "How well real rows are predicted by a network trained on samples (train on synthetic, test on real).",
        source = "Esteban et al. 2017, arXiv 1706.02633, sec. 4")
public final class TrainOnSynthetic implements Metric {
    /** What {@code train-on-synthetic} may be told. */
    public record Config(
            @Option(
                    value =
                            "The column to predict: a name, or a number from 0. If absent: the label, or the last column of data"
                                    + " that has none.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            String target,

            @Option(value = "Hidden units of the network.", defaultsTo = "64", min = 1, max = 4096)
            int hidden,

            @Option(value = "Training steps of the network, 64 rows each.", defaultsTo = "1000", min = 1, max = 1e6)
            int steps,

            @Option(value = "Most rows to train on.", defaultsTo = "10000", min = 2, max = 1e6)
            int samples)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public TrainOnSynthetic(Config config) {
        this.config = config;
    }

    @Override
    public List<Measurement> measure(Evaluation evaluation) {
        Comparison.usable(evaluation.samples().points());
        int n = Math.min(
                config.samples(),
                Math.min(
                        evaluation.samples().points().count(),
                        evaluation.training().points().count()));
        if (n < 2 || evaluation.heldOut().points().count() < 2) {
            throw new MetricException(
                    "needs samples, training rows and held-out rows, two at least; raise data.heldOut or sample.count");
        }
        Table table = Cells.table(evaluation);
        Task task = task(evaluation, table);
        Task.Set test = task.of(evaluation.heldOut());
        double value = score(task, task.of(first(evaluation.samples(), n)), test, evaluation);
        if (Double.isNaN(value)) {
            throw new MetricException(task.name() + " is the same in all held-out rows, so there is nothing to predict;"
                    + " name another target");
        }
        double ceiling = score(task, task.of(first(evaluation.training(), n)), test, evaluation);
        return List.of(new Measurement(
                "train-on-synthetic",
                value,
                ceiling,
                Better.HIGHER,
                Map.of("samples", (double) n, "tested", (double) test.inputs().count()),
                (task.classes() > 0 ? "accuracy" : "R²") + " on held-out rows of " + task.name()
                        + " predicted by a network trained on samples; the floor is that of one trained on real rows"));
    }

    private Task task(Evaluation evaluation, Table table) {
        String target = config.target();
        if (target == null && evaluation.training().labels() != null) {
            return Task.ofLabel(table, evaluation.training().classes());
        }
        int column = target == null ? table.columns().size() - 1 : find(table, target);
        if (table.columns().size() < 2) {
            throw new MetricException("there is no other column to predict the target from; leave this metric out");
        }
        return Task.ofColumn(table, column);
    }

    private static int find(Table table, String target) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        int named = names.indexOf(target);
        if (named >= 0) {
            return named;
        }
        if (target.matches("\\d{1,9}") && Integer.parseInt(target) < names.size()) {
            return Integer.parseInt(target);
        }
        throw new MetricException("there is no column \"" + target + "\" to predict; use one of "
                + names.subList(0, Math.min(20, names.size())) + " or a number from 0");
    }

    private double score(Task task, Task.Set training, Task.Set test, Evaluation evaluation) {
        Standardisation.Columns scale = Standardisation.Columns.of(training.inputs());
        var draws = evaluation.draws("train-on-synthetic");
        if (task.classes() > 0) {
            return Classifier.train(
                            scale.apply(training.inputs()),
                            training.classes(),
                            task.classes(),
                            config.hidden(),
                            config.steps(),
                            draws)
                    .accuracy(scale.apply(test.inputs()), test.classes());
        }
        return Regressor.train(
                        scale.apply(training.inputs()), training.numbers(), config.hidden(), config.steps(), draws)
                .determination(scale.apply(test.inputs()), test.numbers());
    }

    private static Rows first(Rows rows, int n) {
        return rows.select(IntStream.range(0, n).toArray());
    }
}
