package dev.rheo.plugins.metrics;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.MetricException;

/**
 * What is to be predicted from what.
 *
 * @param name of the target, for messages
 * @param column of the target, −1 for the label
 * @param classes of the target, 0 for a number
 */
record Task(Table table, String name, int column, int classes) {
    /** Inputs, and the target of each as a class or as a number; the other array is empty. */
    record Set(Points inputs, int[] classes, double[] numbers) {}

    static Task ofLabel(Table table, int classes) {
        return new Task(table, "the label", -1, classes);
    }

    static Task ofColumn(Table table, int column) {
        Column target = table.columns().get(column);
        return new Task(
                table,
                "column " + target.name(),
                column,
                target.categorical() ? target.categories().size() : 0);
    }

    Set of(Rows rows) {
        Cells cells = new Cells(table, rows.points());
        Points inputs = without(cells.indicators(), cells.owners());
        if (column < 0) {
            int[] labels = rows.labels();
            if (labels == null) {
                throw new MetricException("the samples were not asked for by class: the network is not conditioned on"
                        + " labels; name a column as the target");
            }
            return new Set(inputs, labels, new double[0]);
        }
        return classes > 0
                ? new Set(inputs, cells.categories(column), new double[0])
                : new Set(inputs, new int[0], cells.numbers(column));
    }

    /** The numbers of all columns but the target. */
    private Points without(Points all, int[] owners) {
        int kept = 0;
        for (int owner : owners) {
            kept += owner == column ? 0 : 1;
        }
        float[] values = new float[all.count() * kept];
        for (int i = 0, at = 0; i < all.count(); i++) {
            for (int k = 0; k < owners.length; k++) {
                if (owners[k] != column) {
                    values[at++] = all.at(i, k);
                }
            }
        }
        return new Points(values, all.count(), kept);
    }
}
