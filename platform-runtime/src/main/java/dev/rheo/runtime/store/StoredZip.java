package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a ZIP file (PKWARE's APPNOTE 6.3) of entries that are stored as they are: what NPZ files and PyTorch's archives
 * are. Every entry's content begins at a multiple of 64 bytes, so that it can be mapped into memory. Sizes are {@code
 * long}: the ZIP64 form is used where the plain one ends. The same entries give the same bytes. Not thread-safe.
 */
public final class StoredZip {
    private static final long PLAIN_LIMIT = 0xFFFF_FFFFL;
    private static final int ALIGNMENT = 64;
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int EXTRA_HEADER = 4;
    private static final short UTF8 = 0x0800;
    private static final short PLAIN_VERSION = 10;
    private static final short ZIP64_VERSION = 45;
    private static final short ZIP64_FIELD = 1;
    /** The field that PyTorch's own writer pads with. */
    private static final short PADDING_FIELD = 0x4246;
    /** The first day that the format can express. */
    private static final int EPOCH = 0x0021_0000;

    private final OutputStream out;
    private final long limit;
    private final List<Entry> entries = new ArrayList<>();
    private long written;

    /** @param out stays open */
    public StoredZip(OutputStream out) {
        this(out, PLAIN_LIMIT);
    }

    /** @param limit sizes and positions from which on the ZIP64 form is used */
    StoredZip(OutputStream out, long limit) {
        this.out = out;
        this.limit = limit;
    }

    private record Entry(byte[] name, long size, long crc, long position) {}

    /**
     * Adds an entry.
     *
     * @param size bytes that {@code content} writes
     * @param content is asked twice for the same bytes: the checksum comes first in the file
     */
    public void add(String name, long size, AtomicFiles.Body content) throws IOException {
        Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8), size, checksum(size, content), written);
        entries.add(entry);
        boolean large = size >= limit;
        int large64 = large ? EXTRA_HEADER + 2 * Long.BYTES : 0;
        long begin = written + LOCAL + entry.name.length + large64 + EXTRA_HEADER;
        int padding = (int) Math.floorMod(-begin, (long) ALIGNMENT);
        ByteBuffer header = buffer(LOCAL + entry.name.length + large64 + EXTRA_HEADER + padding);
        header.putInt(0x04034b50).putShort(large ? ZIP64_VERSION : PLAIN_VERSION);
        common(header, entry, large);
        header.putShort((short) entry.name.length).putShort((short) (large64 + EXTRA_HEADER + padding));
        header.put(entry.name);
        if (large) {
            header.putShort(ZIP64_FIELD)
                    .putShort((short) (2 * Long.BYTES))
                    .putLong(size)
                    .putLong(size);
        }
        header.putShort(PADDING_FIELD).putShort((short) padding);
        emit(header);
        content.writeTo(out);
        written += size;
    }

    /** Adds text in UTF-8. */
    public void add(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(name, bytes.length, to -> to.write(bytes));
    }

    /** Adds numbers as little-endian bytes. */
    public void add(String name, Values values) throws IOException {
        long size = Math.multiplyExact(values.count(), (long) values.type().bytes());
        add(name, size, to -> new LittleEndianOutput(to).all(values));
    }

    /** Writes the directory, which makes the file complete. */
    public void finish() throws IOException {
        long directory = written;
        for (Entry entry : entries) {
            central(entry);
        }
        long end = written;
        boolean large = entries.size() >= Math.min(limit, 0xFFFF) || directory >= limit || end - directory >= limit;
        if (large) {
            ByteBuffer record = buffer(56 + 20);
            record.putInt(0x06064b50).putLong(44).putShort(ZIP64_VERSION).putShort(ZIP64_VERSION);
            record.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
            record.putLong(end - directory).putLong(directory);
            record.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
            emit(record);
        }
        short count = (short) (large ? 0xFFFF : entries.size());
        ByteBuffer last = buffer(22);
        last.putInt(0x06054b50)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort(count)
                .putShort(count);
        last.putInt(large ? -1 : (int) (end - directory)).putInt(large ? -1 : (int) directory);
        emit(last);
    }

    private void central(Entry entry) throws IOException {
        boolean large = entry.size >= limit;
        boolean far = entry.position >= limit;
        int fields = (large ? 2 * Long.BYTES : 0) + (far ? Long.BYTES : 0);
        int extra = fields == 0 ? 0 : EXTRA_HEADER + fields;
        ByteBuffer header = buffer(CENTRAL + entry.name.length + extra);
        short version = large || far ? ZIP64_VERSION : PLAIN_VERSION;
        header.putInt(0x02014b50).putShort(version).putShort(version);
        common(header, entry, large);
        header.putShort((short) entry.name.length).putShort((short) extra).putShort((short) 0);
        header.putShort((short) 0).putShort((short) 0).putInt(0).putInt(far ? -1 : (int) entry.position);
        header.put(entry.name);
        if (fields > 0) {
            header.putShort(ZIP64_FIELD).putShort((short) fields);
        }
        if (large) {
            header.putLong(entry.size).putLong(entry.size);
        }
        if (far) {
            header.putLong(entry.position);
        }
        emit(header);
    }

    /** Flags, method, time, checksum and sizes, which both headers have. */
    private static void common(ByteBuffer header, Entry entry, boolean large) {
        int size = large ? -1 : (int) entry.size;
        header.putShort(UTF8).putShort((short) 0).putInt(EPOCH);
        header.putInt((int) entry.crc).putInt(size).putInt(size);
    }

    private static long checksum(long size, AtomicFiles.Body content) throws IOException {
        Counting counting = new Counting();
        CheckedOutputStream checked = new CheckedOutputStream(counting, new CRC32());
        content.writeTo(checked);
        if (counting.count != size) {
            throw new IllegalStateException("announced " + size + " bytes and wrote " + counting.count);
        }
        return checked.getChecksum().getValue();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void emit(ByteBuffer bytes) throws IOException {
        out.write(bytes.array());
        written += bytes.capacity();
    }

    private static final class Counting extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
