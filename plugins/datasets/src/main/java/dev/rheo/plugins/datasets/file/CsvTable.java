package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.random.Draws;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: of a table in two passes, the first of which finds the types. */
final class CsvTable {
    private final CsvData.Config config;
    private final DataFile file;
    private final @Nullable Draws fractions;
    private final Floats values;
    private final Floats beside;
    private Conditions conditions = Conditions.NONE;
    private Table table = Table.NONE;
    private @Nullable CsvLabels labels;
    private @Nullable SampleShape shape;
    private int rows;

    /** @param fractions what codes are spread by; null if the numbers are only looked at, and not kept */
    CsvTable(CsvData.Config config, @Nullable Draws fractions) {
        this.config = config;
        this.fractions = fractions;
        file = new DataFile(config.path());
        values = new Floats(config.path().toString());
        beside = new Floats(config.path().toString());
    }

    CsvTable read() {
        if (config.typing().table()) {
            table = CsvTypes.find(config, file);
        }
        rows = 0;
        CsvLines.read(config, file, this::accept);
        return this;
    }

    SampleShape shape() {
        if (shape == null) {
            throw new IllegalStateException("read first");
        }
        return shape;
    }

    int rows() {
        return rows;
    }

    float[] values() {
        return values.toArray();
    }

    Table table() {
        return table;
    }

    Conditions conditions() {
        return conditions;
    }

    /** Rows of conditions, of which there is one at least. */
    Points beside() {
        return new Points(beside.toArray(), rows, conditions.count());
    }

    @Nullable
    Labels labels() {
        return labels == null ? null : labels.finish();
    }

    private void accept(CsvRecord line, CsvColumns columns) {
        if (rows == 0) {
            int numbers = table.none() ? columns.used().length : table.width();
            shape = Shapes.resolve(config.shape(), SampleShape.of(numbers), file);
            conditions = columns.conditionNames();
            labels = columns.label() < 0 ? null : new CsvLabels(file, columns);
        }
        for (int i = 0; i < columns.used().length; i++) {
            int column = columns.used()[i];
            if (table.none()) {
                keep(CsvCell.number(line, column, columns, file));
            } else {
                cell(line, columns, column, table.columns().get(i), i);
            }
        }
        for (int column : columns.conditions()) {
            float value = CsvCell.number(line, column, columns, file);
            if (fractions != null) {
                beside.add(value);
            }
        }
        if (labels != null) {
            labels.add(line);
        }
        rows = Math.addExact(rows, 1);
    }

    private void cell(CsvRecord line, CsvColumns columns, int at, Column column, int number) {
        if (!column.categorical()) {
            float value = CsvCell.number(line, at, columns, file);
            if (column.kind() == Kind.INTEGER && value != Math.rint(value)) {
                throw file.wrong(
                        line.getStartingLineNumber() + ":" + (at + 1),
                        value + " in " + columns.describe(at) + " is not an integer",
                        "repair it, or declare the column real");
            }
            keep(value);
            return;
        }
        int category =
                Collections.binarySearch(column.categories(), line.getField(at).trim());
        if (column.kind() == Kind.CODE) {
            keep(fractions == null ? category : code(category, fractions.uniform(rows, number)));
            return;
        }
        for (int i = 0; i < column.width(); i++) {
            keep(i == category ? 1 : 0);
        }
    }

    /** Rounding to float32 must not carry it into the next category. */
    private static float code(int category, double fraction) {
        return Math.min((float) (category + fraction), Math.nextDown((float) (category + 1)));
    }

    private void keep(float value) {
        if (fractions != null) {
            values.add(value);
        }
    }
}
