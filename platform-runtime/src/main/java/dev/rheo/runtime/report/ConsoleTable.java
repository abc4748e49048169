package dev.rheo.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A plain-text table for a terminal or a log: first column to the left, the others, which are numbers, to the right. Where
 * it would be wider than allowed, columns are dropped from the right but two, and what is still too long is cut.
 *
 * @param header one cell per column
 * @param rows as many cells each
 */
public record ConsoleTable(List<String> header, List<List<String>> rows) {
    private static final String GAP = "  ";

    public ConsoleTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(row.size() + " cells in a table of " + header.size() + " columns");
            }
        }
    }

    /** Lines of at most {@code width} characters, each ended by a line feed; at least 20 are used. */
    public String render(int width) {
        int room = Math.max(20, width);
        int columns = shown(room);
        int first = Math.max(4, Math.min(widest(0), room - total(columns) + widest(0)));
        StringBuilder text = new StringBuilder();
        line(text, header, columns, first, room);
        line(text, rule(columns, first), columns, first, room);
        rows.forEach(row -> line(text, row, columns, first, room));
        return text.toString();
    }

    private int shown(int room) {
        int columns = header.size();
        while (columns > 2 && total(columns) > room) {
            columns--;
        }
        return columns;
    }

    private void line(StringBuilder text, List<String> cells, int columns, int first, int room) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            int width = column == 0 ? first : widest(column);
            String cell = cut(cells.get(column), width);
            String pad = " ".repeat(width - length(cell));
            line.append(column == 0 ? cell + pad : GAP + pad + cell);
        }
        text.append(cut(line.toString().stripTrailing(), room)).append('\n');
    }

    private List<String> rule(int columns, int first) {
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            rule.add("-".repeat(column == 0 ? first : widest(column)));
        }
        return rule;
    }

    private int total(int columns) {
        int total = GAP.length() * (columns - 1);
        for (int column = 0; column < columns; column++) {
            total += widest(column);
        }
        return total;
    }

    private int widest(int column) {
        int widest = length(header.get(column));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String cut(String cell, int width) {
        return length(cell) <= width
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, Math.max(0, width - 2)))
                        + "..".substring(0, Math.min(2, width));
    }
}
