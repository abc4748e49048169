package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a text file in UTF-8, one line each, also compressed with gzip. Every cell that is used must hold a finite
 * number, or in a table a category; {@link #info()} reads the whole file, so that {@code validate} finds the cells that do
 * not.
 *
 * <p>Labels are integers from 0, or names, which are then numbered in alphabetical order.
 */
@RheoComponent(name = "csv", summary = "A CSV file, plain or gzipped.", source = "RFC 4180")
public final class CsvData implements DataSource {
    /** Whether the first line names the columns. */
    public enum Header {
        /** It does if none of its cells is a number. */
        AUTO,
        YES,
        NO
    }

    /** What {@code csv} may be told. */
    public record Config(
            @Option("The file; .gz is recognised by its content.")
            Path path,

            @Option(
                    value = "Whether the first line names the columns: yes, no, or auto (if none of its cells is a"
                            + " number, or if a column is referred to by a name in it).",
                    defaultsTo = "auto")
            Header header,

            @Option(value = "What separates cells: one character, or tab.", defaultsTo = "','")
            String delimiter,

            @Option(
                    value = "Columns to use, in this order: names or numbers from 0, negative ones from the end;"
                            + " empty for all but the label.",
                    defaultsTo = "[]")
            List<String> columns,

            @Option(
                    value = "The column that holds the label: a name, or a number from 0, negative from the end.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            String label,

            @Option(
                    value = "Columns of numbers that samples are asked for by, and that are not part of them: names or"
                            + " numbers, as in columns.",
                    defaultsTo = "[]")
            List<String> conditions,

            @Option(value = Shapes.MEANING, defaultsTo = "[]")
            List<Integer> shape,

            @Inline Typing typing,

            @Inline Preparation preparation)
            implements ComponentConfig {
        /** Of a file whose every cell is a number. */
        Config(
                Path path,
                Header header,
                String delimiter,
                List<String> columns,
                @Nullable String label,
                List<Integer> shape,
                Preparation preparation) {
            this(path, header, delimiter, columns, label, shape, Typing.NONE, preparation);
        }

        /** Without conditions. */
        Config(
                Path path,
                Header header,
                String delimiter,
                List<String> columns,
                @Nullable String label,
                List<Integer> shape,
                Typing typing,
                Preparation preparation) {
            this(path, header, delimiter, columns, label, List.of(), shape, typing, preparation);
        }

        @Override
        public void check(Problems problems) {
            Shapes.check(shape, problems);
            if (typing.table() && !shape.isEmpty()) {
                problems.error("shape", "a table has columns, and no other shape", "leave shape or table out");
            }
            if (!typing.table() && !typing.types().isEmpty()) {
                problems.error("types", "columns have types in a table only", "add table: true");
            }
            if (delimiter.length() != 1 && !delimiter.equals("tab")) {
                problems.error(
                        "delimiter", "\"" + delimiter + "\" is not one character", "write one character, or tab");
            } else if ("\"\n\r".contains(delimiter)) {
                problems.error("delimiter", "quotes and line ends cannot separate cells", "use another character");
            }
        }

        char separator() {
            return delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
        }
    }

    private final Config config;

    @Inject
    public CsvData(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        CsvTable table = new CsvTable(config, null).read();
        Labels labels = table.labels();
        return new DataInfo(
                table.shape(),
                labels == null ? 0 : labels.classes(),
                table.rows(),
                0,
                TimePoints.NONE,
                table.table(),
                table.conditions());
    }

    @Override
    public Rows load(RandomStreams random) {
        CsvTable table = new CsvTable(config, random.at("csv.codes", 0)).read();
        Points points = new Points(table.values(), table.rows(), table.shape().size());
        Labels labels = table.labels();
        Rows rows = labels == null
                ? Rows.unlabelled(points, table.shape())
                : new Rows(points, table.shape(), labels.values(), labels.classes());
        return table.conditions().none() ? rows : rows.with(table.beside());
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }
}
