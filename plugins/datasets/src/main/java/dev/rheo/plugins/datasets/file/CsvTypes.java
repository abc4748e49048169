package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Table;
import dev.rheo.plugins.datasets.file.Typing.Categories;
import dev.rheo.plugins.datasets.file.Typing.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the types of columns in one pass over the file. */
final class CsvTypes {
    /** More categories than this are taken for a mistake, such as a column of identifiers. */
    private static final int MOST = 1000;

    private final CsvData.Config config;
    private final DataFile file;
    private final List<Finding> findings = new ArrayList<>();

    private CsvTypes(CsvData.Config config, DataFile file) {
        this.config = config;
        this.file = file;
    }

    /** The columns that are used, in order. */
    static Table find(CsvData.Config config, DataFile file) {
        CsvTypes types = new CsvTypes(config, file);
        CsvLines.read(config, file, types::look);
        return new Table(types.findings.stream().map(types::column).toList());
    }

    private void look(CsvRecord line, CsvColumns columns) {
        if (findings.isEmpty()) {
            begin(columns);
        }
        for (Finding finding : findings) {
            look(finding, line, columns);
        }
    }

    private void begin(CsvColumns columns) {
        Map<Integer, Type> declared = new HashMap<>();
        config.typing().types().forEach((reference, type) -> declared.put(columns.typed(reference, file), type));
        for (int column : columns.used()) {
            String name = columns.named() ? columns.names().get(column) : "x" + findings.size();
            findings.add(new Finding(column, name, declared.get(column)));
        }
    }

    private void look(Finding finding, CsvRecord line, CsvColumns columns) {
        String text = line.getField(finding.column).trim();
        if (finding.declared != null ? finding.declared == Type.CATEGORY : !CsvCell.isNumber(text)) {
            if (finding.categories.add(text) && finding.categories.size() > MOST) {
                throw wrong(
                        line,
                        columns,
                        finding,
                        "is one more category than " + MOST,
                        "leave the column out with columns, or put rare categories together");
            }
        } else if (finding.declared == null) {
            finding.integers &= text.matches("[+-]?\\d+");
            finding.numbers = true;
        }
        if (finding.numbers && finding.categories.stream().anyMatch(category -> !category.isEmpty())) {
            throw wrong(
                    line,
                    columns,
                    finding,
                    "is " + (CsvCell.isNumber(text) ? "a number among words" : "a word among numbers"),
                    "repair it, or declare the column: types: {" + finding.name + ": category}");
        }
    }

    private DataException wrong(CsvRecord line, CsvColumns columns, Finding finding, String what, String remedy) {
        return file.wrong(
                line.getStartingLineNumber() + ":" + (finding.column + 1),
                "\"" + CsvCell.shortened(line.getField(finding.column).trim()) + "\" in "
                        + columns.describe(finding.column) + " " + what,
                remedy);
    }

    private Column column(Finding finding) {
        return switch (finding.type()) {
            case REAL -> Column.real(finding.name);
            case INTEGER -> new Column(finding.name, Kind.INTEGER, List.of());
            case CATEGORY ->
                new Column(
                        finding.name,
                        config.typing().categories() == Categories.CODE ? Kind.CODE : Kind.ONE_HOT,
                        List.copyOf(finding.categories));
        };
    }

    /** What is known of a column so far. */
    private static final class Finding {
        private final int column;
        private final String name;
        private final @Nullable Type declared;
        private final TreeSet<String> categories = new TreeSet<>();
        private boolean numbers;
        private boolean integers = true;

        Finding(int column, String name, @Nullable Type declared) {
            this.column = column;
            this.name = name;
            this.declared = declared;
        }

        /** A column of nothing but empty cells is one of a single category. */
        Type type() {
            if (declared != null) {
                return declared;
            }
            return !numbers ? Type.CATEGORY : integers ? Type.INTEGER : Type.REAL;
        }
    }
}
