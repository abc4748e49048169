package dev.rheo.runtime.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * NumPy's archive of arrays as {@code numpy.savez} writes it: a ZIP of stored entries {@code name.npy}. Texts stand beside
 * the arrays; {@code numpy.load} gives those as bytes.
 */
public final class Npz {
    private Npz() {}

    /**
     * Writes a file in one atomic step.
     *
     * @param what the content in a reader's words, for messages
     * @param arrays in this order; their values are written twice
     * @param texts by name of entry
     */
    public static void write(
            AtomicFiles files, Path target, String what, List<Tensor> arrays, Map<String, String> texts) {
        files.write(target, what, out -> {
            StoredZip zip = new StoredZip(out);
            for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
                zip.add(text.getKey(), text.getValue());
            }
            for (Tensor array : arrays) {
                byte[] header = Npy.header(array);
                zip.add(array.name() + ".npy", Math.addExact(header.length, array.bytes()), to -> {
                    to.write(header);
                    new LittleEndianOutput(to).all(array.values());
                });
            }
            zip.finish();
        });
    }
}
