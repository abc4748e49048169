package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the safetensors format (<a href="https://github.com/huggingface/safetensors#format">its definition</a>): eight bytes
 * of header length, a JSON header padded with spaces to a multiple of eight, then the tensors without gaps. The same
 * tensors give the same bytes: the widest element type comes first (which aligns every tensor), then the names in order.
 */
public final class Safetensors {
    /** Longest header that the format's own library reads. */
    static final int MAX_HEADER = 100_000_000;

    static final String METADATA = "__metadata__";

    private static final Comparator<Tensor> ORDER = Comparator.comparing(
                    (Tensor tensor) -> tensor.values().type(), Comparator.reverseOrder())
            .thenComparing(Tensor::name);

    private Safetensors() {}

    /**
     * Writes a file in one atomic step.
     *
     * @param what the content in a reader's words, for messages
     * @param metadata free text entries
     * @throws IllegalArgumentException if two tensors have one name, or one is called {@code __metadata__}
     */
    public static void write(
            AtomicFiles files, Path target, String what, List<Tensor> tensors, Map<String, String> metadata) {
        files.write(target, what, out -> write(out, tensors, metadata));
    }

    /** Writes to a stream, which stays open; arguments as for the other {@code write}. */
    public static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata) throws IOException {
        List<Tensor> sorted = tensors.stream().sorted(ORDER).toList();
        checkNames(sorted);
        byte[] header = SafetensorsHeader.render(sorted, metadata);
        if (header.length > MAX_HEADER) {
            throw new IllegalArgumentException("a header of " + header.length + " bytes; the format allows "
                    + MAX_HEADER + ": fewer tensors or less metadata");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        LittleEndianOutput numbers = new LittleEndianOutput(out);
        for (Tensor tensor : sorted) {
            numbers.all(tensor.values());
        }
    }

    private static void checkNames(List<Tensor> tensors) {
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(METADATA) || !names.add(tensor.name())) {
                throw new IllegalArgumentException("the tensor name " + tensor.name() + " is reserved or given twice");
            }
        }
    }
}
