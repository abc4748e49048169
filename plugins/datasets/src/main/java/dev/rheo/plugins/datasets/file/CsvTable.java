package dev.rheo.plugins.datasets.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rheo.api.data.DataException;
import dev.rheo.api.data.SampleShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One pass over a CSV file. */
final class CsvTable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvData.Config config;
    private final DataFile file;
    private final boolean keep;
    private final Floats values;
    private @Nullable CsvColumns columns;
    private @Nullable CsvLabels labels;
    private @Nullable SampleShape shape;
    private int rows;

    /** @param keep whether the numbers are kept or only looked at */
    CsvTable(CsvData.Config config, boolean keep) {
        this.config = config;
        this.keep = keep;
        file = new DataFile(config.path());
        values = new Floats(config.path().toString());
    }

    CsvTable read() {
        file.read(this::parse);
        if (rows == 0) {
            throw file.wrong("has no rows", "give a file with data; with header: no the first line is data, too");
        }
        return this;
    }

    SampleShape shape() {
        if (shape == null) {
            throw new IllegalStateException("read first");
        }
        return shape;
    }

    int rows() {
        return rows;
    }

    float[] values() {
        return values.toArray();
    }

    @Nullable
    Labels labels() {
        return labels == null ? null : labels.finish();
    }

    private CsvTable parse(InputStream in) throws IOException {
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
            shape = Shapes.resolve(config.shape(), SampleShape.of(known.used().length), file);
            labels = known.label() < 0 ? null : new CsvLabels(file, known);
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
        for (int column : known.used()) {
            float value = CsvCell.number(line, column, known, file);
            if (keep) {
                values.add(value);
            }
        }
        if (labels != null) {
            labels.add(line);
        }
        rows = Math.addExact(rows, 1);
    }
}
