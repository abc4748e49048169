package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rheo.api.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Passes over the lines of a CSV file, less its header, each checked to have as many cells as the first. */
final class CsvLines {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvData.Config config;
    private final DataFile file;
    private final Taker taker;
    private @Nullable CsvColumns columns;
    private int rows;

    /** What to do with a line. */
    @FunctionalInterface
    interface Taker {
        void take(CsvRecord line, CsvColumns columns);
    }

    private CsvLines(CsvData.Config config, DataFile file, Taker taker) {
        this.config = config;
        this.file = file;
        this.taker = taker;
    }

    /** Shows {@code taker} every line; there must be one. */
    static void read(CsvData.Config config, DataFile file, Taker taker) {
        CsvLines lines = new CsvLines(config, file, taker);
        file.read(lines::parse);
        if (lines.rows == 0) {
            throw file.wrong("has no rows", "give a file with data; with header: no the first line is data, too");
        }
    }

    private CsvLines parse(InputStream in) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        try {
            CsvReader.builder()
                    .fieldSeparator(config.separator())
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofCsvRecord(text)
                    .forEach(this::accept);
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        } catch (CsvParseException broken) {
            throw malformed(broken);
        }
        return this;
    }

    private DataException malformed(CsvParseException broken) {
        if (broken.getCause() instanceof IOException io) {
            return file.failure(io);
        }
        return file.wrong("is not CSV: " + broken.getMessage(), "check quotes and the delimiter");
    }

    private void accept(CsvRecord line) {
        CsvColumns known = columns;
        if (known == null) {
            known = CsvColumns.of(line, config, file);
            columns = known;
            if (known.named()) {
                return;
            }
        }
        if (line.getFieldCount() != known.width()) {
            throw file.wrong(
                    String.valueOf(line.getStartingLineNumber()),
                    "has " + line.getFieldCount() + " cells, the first line has " + known.width(),
                    "complete or remove the line, or check the delimiter");
        }
        taker.take(line, known);
        rows = Math.addExact(rows, 1);
    }
}
