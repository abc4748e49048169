package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Locale;
import java.util.Set;

/** Reads numbers from cells. */
final class CsvCell {
    private static final Set<String> NOT_FINITE =
            Set.of("nan", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private CsvCell() {}

    /** Whether the text is a number, finite or not. */
    static boolean isNumber(String text) {
        String trimmed = text.trim();
        return isNotFinite(trimmed) || !Double.isNaN(parse(trimmed));
    }

    static float number(CsvRecord line, int column, CsvColumns columns, DataFile file) {
        String text = line.getField(column).trim();
        float value = (float) parse(text);
        if (Float.isFinite(value)) {
            return value;
        }
        String place = line.getStartingLineNumber() + ":" + (column + 1);
        if (text.isEmpty()) {
            throw file.wrong(
                    place,
                    columns.describe(column) + " is empty",
                    "fill it in, remove the line, or leave the column out");
        }
        if (isNumber(text)) {
            throw file.wrong(
                    place,
                    text + " in " + columns.describe(column) + " is not a finite number in single precision",
                    "fill it in or remove the line");
        }
        throw file.wrong(
                place,
                "\"" + shortened(text) + "\" in " + columns.describe(column) + " is not a number",
                "repair it, leave the column out with columns, say whether there is a header line, or table: true for"
                        + " columns of words");
    }

    private static boolean isNotFinite(String trimmed) {
        return NOT_FINITE.contains(trimmed.toLowerCase(Locale.ROOT));
    }

    /** NaN if it is no number. Java also reads {@code 1f} and {@code 0x1p3}, which no CSV file means as numbers. */
    private static double parse(String trimmed) {
        int last = trimmed.length() - 1;
        if (last < 0
                || "+-.0123456789".indexOf(trimmed.charAt(0)) < 0
                || ".0123456789".indexOf(trimmed.charAt(last)) < 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(trimmed.indexOf('x') < 0 && trimmed.indexOf('X') < 0 ? trimmed : "NaN");
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
