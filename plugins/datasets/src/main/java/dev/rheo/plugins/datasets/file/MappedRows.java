package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.RowStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a plain binary file, mapped into the address space: the system reads pages as they are wanted and lets them go when
 * memory is short.
 */
final class MappedRows implements RowStore {
    static final String MEANING =
            "Whether rows stay in the file and are read as steps want them, for data larger than memory."
                    + " Only files that are not compressed.";

    /** Bytes of a part of the file, rounded down to whole rows: a mapping has 2 GB at most. */
    private static final long PART = 1 << 30;

    /** From numbers as they are stored to the data's. */
    interface Reading {
        float of(float stored);
    }

    private final ByteBuffer[] parts;
    private final int rowsPerPart;
    private final int width;
    private final int count;
    private final Element element;
    private final Reading reading;
    private final @Nullable Labels labels;

    private MappedRows(
            ByteBuffer[] parts,
            int rowsPerPart,
            DataInfo info,
            Element element,
            Reading reading,
            @Nullable Labels labels) {
        this.parts = parts;
        this.rowsPerPart = rowsPerPart;
        this.width = info.shape().size();
        this.count = Math.toIntExact(info.rows());
        this.element = element;
        this.reading = reading;
        this.labels = labels;
    }

    /**
     * @param begin where the first number is
     * @throws dev.rheo.api.data.DataException if the file is compressed, too short, or cannot be mapped
     */
    static MappedRows map(
            DataFile file,
            long begin,
            Element element,
            ByteOrder order,
            DataInfo info,
            Reading reading,
            @Nullable Labels labels) {
        long size = file.size();
        if (size < 0) {
            throw file.wrong(
                    "is compressed, and only a plain file can stay where it is", "gunzip it, or leave out memoryMap");
        }
        if (info.rows() > Integer.MAX_VALUE) {
            throw file.wrong("has " + info.rows() + " rows, " + Integer.MAX_VALUE + " are possible", "split it");
        }
        long rowBytes = (long) info.shape().size() * element.bytes;
        long end = begin + Math.multiplyExact(info.rows(), rowBytes);
        if (size < end) {
            throw file.wrong(
                    "its header announces " + end + " bytes, but it has " + size
                            + ": it is cut off or not what it says",
                    "copy or download the file again");
        }
        int rowsPerPart = (int) Math.max(1, PART / rowBytes);
        ByteBuffer[] parts = new ByteBuffer[(int) ((info.rows() - 1) / rowsPerPart + 1)];
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            for (int k = 0; k < parts.length; k++) {
                long from = begin + (long) k * rowsPerPart * rowBytes;
                long length = Math.min(end - from, rowsPerPart * rowBytes);
                parts[k] = channel.map(MapMode.READ_ONLY, from, length).order(order);
            }
        } catch (IOException broken) {
            throw file.failure(broken);
        }
        return new MappedRows(parts, rowsPerPart, info, element, reading, labels);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void read(int row, float[] into, int at) {
        ByteBuffer part = parts[row / rowsPerPart];
        int from = row % rowsPerPart * width * element.bytes;
        for (int k = 0; k < width; k++) {
            into[at + k] = reading.of((float) element.at(part, from + k * element.bytes));
        }
    }

    @Override
    public int @Nullable [] labels() {
        return labels == null ? null : labels.values();
    }
}
