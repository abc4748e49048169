package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rheo.api.data.Conditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a line are used, counted from 0.
 *
 * @param names the header line, empty where there is none
 * @param width cells per line
 * @param used columns of the sample, in order
 * @param label column of the label, −1 for none
 * @param conditions columns of the conditions, in order
 */
record CsvColumns(List<String> names, int width, int[] used, int label, int[] conditions) {
    private static final int LISTED = 20;

    /** Reads the options in the light of the file's first line. */
    static CsvColumns of(CsvRecord first, CsvData.Config config, DataFile file) {
        List<String> cells = first.getFields().stream().map(String::trim).toList();
        List<String> names = hasHeader(cells, config) ? cells : List.of();
        int width = cells.size();
        String labelOption = config.label();
        int label = labelOption == null ? -1 : resolve(labelOption, "label", names, width, file);
        int[] conditions = config.conditions().stream()
                .mapToInt(reference -> resolve(reference, "conditions", names, width, file))
                .toArray();
        if (IntStream.of(conditions).distinct().count() != conditions.length
                || IntStream.of(conditions).anyMatch(column -> column == label)) {
            throw file.wrong(
                    "is to give a column as a condition that is one already, or the label",
                    "name each column once in conditions, and not the label");
        }
        List<Integer> used = new ArrayList<>();
        for (String reference : config.columns()) {
            used.add(resolve(reference, "columns", names, width, file));
        }
        if (used.isEmpty()) {
            IntStream.range(0, width)
                    .filter(i -> i != label && IntStream.of(conditions).noneMatch(each -> each == i))
                    .forEach(used::add);
        }
        if (used.isEmpty()) {
            throw file.wrong("has no column besides label and conditions", "check label and delimiter");
        }
        return new CsvColumns(
                names, width, used.stream().mapToInt(Integer::intValue).toArray(), label, conditions);
    }

    /** The column that {@code types} refers to, which must be one that is used. */
    int typed(String reference, DataFile file) {
        int column = resolve(reference, "types", names, width, file);
        if (Arrays.stream(used).noneMatch(each -> each == column)) {
            throw file.wrong(
                    "types names " + describe(column) + ", which is not used", "leave it out, or add it to columns");
        }
        return column;
    }

    /** As the header has them, or c0, c1, … */
    Conditions conditionNames() {
        return new Conditions(IntStream.range(0, conditions.length)
                .mapToObj(i -> named() ? names.get(conditions[i]) : "c" + i)
                .toList());
    }

    boolean named() {
        return !names.isEmpty();
    }

    /** For messages: {@code column 3 (width)}. */
    String describe(int column) {
        return "column " + (column + 1) + (named() ? " (" + CsvCell.shortened(names.get(column)) + ")" : "");
    }

    private static boolean hasHeader(List<String> cells, CsvData.Config config) {
        return switch (config.header()) {
            case YES -> true;
            case NO -> false;
            case AUTO -> cells.stream().noneMatch(CsvCell::isNumber) || refersTo(cells, config);
        };
    }

    private static boolean refersTo(List<String> cells, CsvData.Config config) {
        return isName(config.label(), cells)
                || config.conditions().stream().anyMatch(name -> isName(name, cells))
                || config.columns().stream().anyMatch(name -> isName(name, cells));
    }

    private static boolean isName(@Nullable String reference, List<String> cells) {
        return reference != null && !CsvCell.isNumber(reference) && cells.contains(reference.trim());
    }

    private static int resolve(String reference, String option, List<String> names, int width, DataFile file) {
        int named = names.indexOf(reference.trim());
        if (named >= 0) {
            return named;
        }
        int number;
        try {
            number = Integer.parseInt(reference.trim());
        } catch (NumberFormatException notANumber) {
            throw file.wrong(
                    option + " names a column \"" + reference + "\" that is not there",
                    names.isEmpty()
                            ? "the file was read as having no header line: say header: yes, or give a number from 0"
                            : "use one of " + names.subList(0, Math.min(LISTED, names.size())) + " or a number from 0");
        }
        int column = number < 0 ? width + number : number;
        if (column < 0 || column >= width) {
            throw file.wrong(
                    option + " asks for column " + number + ", but there are " + width,
                    "count from 0 to " + (width - 1) + ", or from -1 backwards; check the delimiter");
        }
        return column;
    }
}
