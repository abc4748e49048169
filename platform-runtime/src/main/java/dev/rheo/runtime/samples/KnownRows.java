package dev.rheo.runtime.samples;

import dev.rheo.api.data.Table;
import dev.rheo.runtime.store.ElementType;
import dev.rheo.runtime.store.NpyFile;
import dev.rheo.runtime.store.StoreException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of which some entries are known, in the data's units. The array belongs to the record.
 *
 * @param values row-major, NaN for what is not known
 * @param count number of rows, at least 1
 */
public record KnownRows(float[] values, int count) {
    /**
     * Reads an NPY file of rows with NaN for what is not known, or a CSV file with empty cells for it, which may leave out
     * whole columns.
     *
     * @param shape of one sample
     * @param table the columns of a sample that is a row of cells; others have x0, x1, …
     * @throws StoreException if it cannot be read, or does not have rows of such samples
     */
    public static KnownRows read(Path file, List<Integer> shape, Table table) {
        int features = shape.stream().reduce(1, Math::multiplyExact);
        float[] values = SampleFormat.of(file).orElse(SampleFormat.NPY) == SampleFormat.CSV
                ? new KnownCells(file, table.none() ? Table.ofNumbers(features) : table).read(text(file))
                : numbers(file, shape);
        if (values.length == 0) {
            throw wrong(file, "it has no rows", "Give at least one row.");
        }
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i])) {
                throw wrong(file, "row " + i / features + " has " + values[i], "Give finite numbers.");
            }
        }
        return new KnownRows(values, values.length / features);
    }

    private static float[] numbers(Path file, List<Integer> shape) {
        try (NpyFile array = NpyFile.open(file)) {
            List<Long> sizes = array.shape();
            List<Long> sample = shape.stream().map(Integer::longValue).toList();
            boolean rows = sizes.size() == shape.size() + 1
                    && sizes.subList(1, sizes.size()).equals(sample);
            if (!rows && !sizes.equals(sample)) {
                throw wrong(
                        file,
                        "it has the shape " + sizes + ", and samples have " + shape,
                        "Give rows of such samples, with NaN for entries that are to be drawn.");
            }
            if (array.type() == ElementType.F32) {
                return array.floats();
            }
            if (array.type() == ElementType.F64) {
                double[] wide = array.doubles();
                float[] values = new float[wide.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) wide[i];
                }
                return values;
            }
            throw wrong(
                    file,
                    "its numbers are of type " + array.type() + ", which has no NaN",
                    "Store them as float32, with NaN for entries that are to be drawn.");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw wrong(file, "it is not text in UTF-8", "Store it as UTF-8, or give an NPY file.");
        } catch (IOException e) {
            String why = Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no such file";
            throw wrong(file, why, "Name another file.");
        }
    }

    static StoreException wrong(Path file, String why, String remedy) {
        return new StoreException("Cannot read known entries from", file, why, remedy);
    }

    @Override
    public String toString() {
        return count + " rows, " + Arrays.toString(values);
    }
}
