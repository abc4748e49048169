package dev.rheo.runtime.data;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Training rows of a {@link RowStore}, read as they are wanted.
 *
 * @param header what the rows are
 * @param numbers which rows of the store are the training rows; shared
 */
record StoredRows(RowStore store, DataInfo header, int[] numbers, Scaling scaling) implements TrainingRows {
    @Override
    public int count() {
        return numbers.length;
    }

    @Override
    public long ofData() {
        return store.count();
    }

    @Override
    public int @Nullable [] labels() {
        return labels(numbers);
    }

    @Override
    public Rows select(int[] rows) {
        Rows original = original(Arrays.stream(rows).map(row -> numbers[row]).toArray());
        return new Rows(scaling.toTraining(original.points()), header.shape(), original.labels(), header.classes());
    }

    @Override
    public Optional<Rows> loaded() {
        return Optional.empty();
    }

    /** These rows of the store, in original units. */
    Rows original(int[] ofStore) {
        int d = header.shape().size();
        float[] values = new float[Math.multiplyExact(ofStore.length, d)];
        for (int i = 0; i < ofStore.length; i++) {
            read(ofStore[i], values, i * d);
        }
        return new Rows(new Points(values, ofStore.length, d), header.shape(), labels(ofStore), header.classes());
    }

    void read(int row, float[] into, int at) {
        try {
            PluginContext.call(store.getClass().getClassLoader(), () -> {
                store.read(row, into, at);
                return into;
            });
        } catch (DataException e) {
            throw e;
        } catch (Throwable e) { // plugin code, or a file that was cut off after it was mapped
            Faults.rethrowIfFatal(e);
            DataException failure = new DataException(
                    "row " + row + " of the data cannot be read: " + Faults.say(e),
                    "check that the file is still what it was when the run began");
            failure.initCause(e);
            throw failure;
        }
    }

    private int @Nullable [] labels(int[] ofStore) {
        int[] all = store.labels();
        return all == null ? null : Arrays.stream(ofStore).map(row -> all[row]).toArray();
    }
}
