package dev.rheo.runtime.data;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import java.util.Arrays;
import java.util.BitSet;

/** Prepares a data set whose rows stay where they are. What metrics compare with is a part of it, in memory. */
final class StoredData {
    /** Numbers of the training rows, and of the held-out rows, that are kept in memory: 32 MB of each. */
    static final int KEPT = 1 << 23;

    private final DataSource source;
    private final RowStore store;
    private final DataInfo header;

    StoredData(DataSource source, RowStore store) {
        this.source = source;
        this.store = store;
        this.header = Variation.header(source);
    }

    /** The same split as of loaded data. */
    PreparedData prepare(RandomStreams random) {
        check();
        int n = store.count();
        int kept = PreparedData.heldOut(n, source.preparation());
        int[] order = random.at("split", 0).permutation(n);
        int[] numbers = Arrays.copyOfRange(order, kept, n);
        int most = Math.max(1, KEPT / header.shape().size());
        StoredRows unscaled = new StoredRows(
                store, header, numbers, Scaling.identity(header.shape().size()));
        RowScan scan = RowScan.of(unscaled, source.preparation().standardise());
        StoredRows supply = new StoredRows(store, header, numbers, scan.scaling());
        int[] heldOutNumbers = Arrays.copyOf(order, Math.min(kept, most));
        Rows heldOut = supply.original(heldOutNumbers);
        Rows original = supply.original(Arrays.copyOf(numbers, Math.min(numbers.length, most)));
        Points scaled = scan.scaling().toTraining(original.points());
        Rows training = new Rows(scaled, header.shape(), original.labels(), header.classes());
        Raster raster =
                source.preparation().dequantise() ? new Raster(header.quantum(), scan.low(), scan.high()) : Raster.NONE;
        return new PreparedData(
                supply,
                training,
                original,
                heldOut,
                original.select(new int[0]),
                scan.scaling(),
                numbers,
                heldOutNumbers,
                new Output(Encoding.NONE, scan.scaling(), raster, header.table()),
                Variation.of(source.preparation(), header, scan.scaling()),
                ConditionScaling.NONE);
    }

    private void check() {
        if (store.count() != header.rows() || (store.labels() == null) != (header.classes() == 0)) {
            throw new DataException(
                    "the data's header promises " + header.rows() + " rows in " + header.classes()
                            + " classes, but there are " + store.count() + " rows, "
                            + (store.labels() == null ? "without labels" : "with labels"),
                    "if the data did not change meanwhile, report it to the author of the data set's plugin");
        }
        if (!header.timePoints().none()) {
            throw new DataException(
                    "data with time points cannot stay in its file",
                    "report it to the author of the data set's plugin");
        }
        int[] labels = store.labels();
        if (labels != null) {
            PreparedData.checkLabels(labels, header.classes());
        }
    }

    /** Which rows of the store these are. */
    static BitSet set(int[] numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }
}
