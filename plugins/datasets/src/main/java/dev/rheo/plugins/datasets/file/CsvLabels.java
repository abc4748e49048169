package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects the labels of a CSV file: integers, or names in alphabetical order; the first cell decides which. */
final class CsvLabels {
    private final DataFile file;
    private final CsvColumns columns;
    private final Map<String, Integer> names = new HashMap<>();
    private int[] values = new int[1024];
    private int count;
    private int largest;
    private boolean numbered;

    CsvLabels(DataFile file, CsvColumns columns) {
        this.file = file;
        this.columns = columns;
    }

    void add(CsvRecord line) {
        String text = line.getField(columns.label()).trim();
        boolean number = CsvCell.isNumber(text);
        if (count == 0) {
            numbered = number;
        }
        if (text.isEmpty() || number != numbered) {
            throw wrong(
                    line,
                    text,
                    text.isEmpty()
                            ? "is empty"
                            : "is " + (number ? "a number" : "not a number") + ", the labels before are "
                                    + (numbered ? "numbers" : "names"));
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, count + (count >> 1));
        }
        values[count++] = numbered ? number(line, text) : name(line, text);
    }

    Labels finish() {
        int[] found = Arrays.copyOf(values, count);
        if (numbered) {
            return new Labels(found, largest + 1, file);
        }
        List<String> sorted = new ArrayList<>(new TreeSet<>(names.keySet()));
        int[] rank = new int[sorted.size()];
        for (int i = 0; i < rank.length; i++) {
            rank[names.getOrDefault(sorted.get(i), 0)] = i;
        }
        return new Labels(Arrays.stream(found).map(i -> rank[i]).toArray(), rank.length, file);
    }

    private int number(CsvRecord line, String text) {
        double label = Double.parseDouble(text.matches("[0-9.+-].*") ? text : "NaN");
        if (!(label >= 0 && label < Labels.MOST) || label != Math.rint(label)) {
            throw wrong(line, text, "is not a class (an integer from 0 to " + (Labels.MOST - 1) + ")");
        }
        largest = Math.max(largest, (int) label);
        return (int) label;
    }

    private int name(CsvRecord line, String text) {
        int id = names.computeIfAbsent(text, unknown -> names.size());
        if (id >= Labels.MOST) {
            throw wrong(line, text, "is one more name than " + Labels.MOST + " classes may have");
        }
        return id;
    }

    private RuntimeException wrong(CsvRecord line, String text, String what) {
        return file.wrong(
                line.getStartingLineNumber() + ":" + (columns.label() + 1),
                "label \"" + CsvCell.shortened(text) + "\" in " + columns.describe(columns.label()) + " " + what,
                "number the classes from 0 or name them all; check which column label means");
    }
}
