package dev.rheo.runtime.data;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples as text, RFC 4180: the cells of a table under the names of its columns, then conditions, {@code label} last. Numbers are written so
 * that the same float32 is read back.
 */
public final class CellText {
    private final Table table;
    private final StringBuilder text = new StringBuilder();

    public CellText(Table table, boolean labelled) {
        this(table, List.of(), labelled);
    }

    /** @param conditions their names */
    public CellText(Table table, List<String> conditions, boolean labelled) {
        this.table = table;
        String separator = "";
        for (Column column : table.columns()) {
            text.append(separator).append(quoted(column.name()));
            separator = ",";
        }
        for (String condition : conditions) {
            text.append(separator).append(quoted(condition));
            separator = ",";
        }
        text.append(labelled ? ",label\n" : "\n");
    }

    /** Adds a line for the sample whose numbers begin at {@code from}. */
    public void add(float[] values, int from, @Nullable Integer label) {
        add(values, from, new float[0], label);
    }

    /** Adds a line for the sample whose numbers begin at {@code from}, with its conditions. */
    public void add(float[] values, int from, float[] conditions, @Nullable Integer label) {
        int at = from;
        String separator = "";
        for (Column column : table.columns()) {
            String cell = column.cell(values, at);
            text.append(separator).append(column.categorical() ? quoted(cell) : cell);
            separator = ",";
            at += column.width();
        }
        for (float condition : conditions) {
            text.append(separator).append(condition);
            separator = ",";
        }
        if (label != null) {
            text.append(',').append(label);
        }
        text.append('\n');
    }

    public int length() {
        return text.length();
    }

    /** What was added since the last time. */
    public String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    /** A lone empty cell would be an empty line, so it is quoted, too. */
    private static String quoted(String cell) {
        boolean plain = !cell.isEmpty() && cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
