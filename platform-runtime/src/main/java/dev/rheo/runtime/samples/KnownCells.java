package dev.rheo.runtime.samples;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the known cells of a table, RFC 4180: what is not known is empty, or its column is left out. */
final class KnownCells {
    private final Path file;
    private final Table table;
    private final List<List<String>> lines = new ArrayList<>();

    KnownCells(Path file, Table table) {
        this.file = file;
        this.table = table;
    }

    /** Numbers of samples, NaN for what is not known. */
    float[] read(String text) {
        split(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (lines.isEmpty()) {
            return new float[0];
        }
        int[] places = places(lines.get(0));
        float[] values = new float[Math.multiplyExact(lines.size() - 1, table.width())];
        Arrays.fill(values, Float.NaN);
        for (int row = 1; row < lines.size(); row++) {
            List<String> cells = lines.get(row);
            if (cells.size() != places.length) {
                throw wrong(
                        row,
                        "it has " + cells.size() + " cells, and the first line " + places.length,
                        "Give every line a cell for each column; cells that are to be drawn stay empty.");
            }
            for (int i = 0; i < places.length; i++) {
                String cell = cells.get(i).trim();
                if (places[i] >= 0 && !cell.isEmpty()) {
                    int at = (row - 1) * table.width() + table.offset(places[i]);
                    put(values, at, table.columns().get(places[i]), cell, row);
                }
            }
        }
        return values;
    }

    /** The table's column for each of the file's; −1 for the label, which is not an entry of a sample. */
    private int[] places(List<String> header) {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return header.stream()
                .mapToInt(cell -> {
                    int place = names.indexOf(cell.trim());
                    if (place < 0 && !cell.trim().equals("label")) {
                        throw wrong(
                                0,
                                "there is no column '" + cell.trim() + "' among " + names,
                                "Name the columns in the first line.");
                    }
                    return place;
                })
                .toArray();
    }

    private void put(float[] values, int at, Column column, String cell, int row) {
        if (!column.categorical()) {
            values[at] = number(column, cell, row);
            return;
        }
        int category = column.categories().indexOf(cell);
        if (category < 0) {
            throw wrong(
                    row,
                    "'" + cell + "' is no category of column '" + column.name() + "'",
                    "Use one of " + column.categories() + ".");
        }
        if (column.kind() == Kind.CODE) {
            values[at] = category;
            return;
        }
        Arrays.fill(values, at, at + column.width(), 0);
        values[at + category] = 1;
    }

    private float number(Column column, String cell, int row) {
        try {
            float value = Float.parseFloat(cell);
            if (column.kind() == Kind.INTEGER && !Float.isNaN(value) && value != Math.rint(value)) {
                throw wrong(row, cell + " in column '" + column.name() + "' is not an integer", "Round it.");
            }
            return value;
        } catch (NumberFormatException e) {
            throw wrong(
                    row,
                    "'" + cell + "' in column '" + column.name() + "' is not a number",
                    "Repair it, or leave the cell empty to have it drawn.");
        }
    }

    private RuntimeException wrong(int row, String why, String remedy) {
        return KnownRows.wrong(file, "line " + (row + 1) + ": " + why, remedy);
    }

    private void split(String text) {
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(taken(cell));
                if (c == '\n') {
                    end(line);
                    line = new ArrayList<>();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        line.add(taken(cell));
        end(line);
    }

    private static String taken(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        return text;
    }

    /** A line of one empty cell is the end of the file, or nothing, unless there is one column. */
    private void end(List<String> line) {
        boolean blank = line.size() == 1 && line.get(0).isEmpty();
        if (!blank) {
            lines.add(List.copyOf(line));
        }
    }
}
