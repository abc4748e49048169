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
        if (NOT_FINITE.contains(trimmed.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (trimmed.isEmpty() || "+-.0123456789".indexOf(trimmed.charAt(0)) < 0 || isLetter(trimmed)) {
            return false;
        }
        try {
            return !Double.isNaN(Double.parseDouble(trimmed));
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** Java reads {@code 1f} and {@code 0x1p3} as numbers, no CSV file means them so. */
    private static boolean isLetter(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) || text.indexOf('x') >= 0 || text.indexOf('X') >= 0;
    }

    static float number(CsvRecord line, int column, CsvColumns columns, DataFile file) {
        String text = line.getField(column);
        String place = line.getStartingLineNumber() + ":" + (column + 1);
        if (text.isBlank()) {
            throw file.wrong(
                    place,
                    columns.describe(column) + " is empty",
                    "fill it in, remove the line, or leave the column out");
        }
        if (!isNumber(text)) {
            throw file.wrong(
                    place,
                    "\"" + shortened(text) + "\" in " + columns.describe(column) + " is not a number",
                    "repair it, leave the column out with columns, or say whether there is a header line");
        }
        boolean named = NOT_FINITE.contains(text.trim().toLowerCase(Locale.ROOT));
        float value = named ? Float.NaN : (float) Double.parseDouble(text.trim());
        if (!Float.isFinite(value)) {
            throw file.wrong(
                    place,
                    text.trim() + " in " + columns.describe(column) + " is not a finite number in single precision",
                    "fill it in or remove the line");
        }
        return value;
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
