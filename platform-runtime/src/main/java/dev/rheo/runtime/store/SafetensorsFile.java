package dev.rheo.runtime.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file open for reading. Opening checks the whole header against the file's length: every tensor is inside
 * the file, none overlaps another, no byte is unaccounted for. Memory is bounded by the header's real length and then by
 * what is asked for. Positions are {@code long}: files larger than 2 GiB can be read, in parts if a tensor is that large.
 * Not thread-safe. All methods throw {@link StoreException}.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final long dataStart;
    private final Map<String, String> metadata;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private SafetensorsFile(Path path, RandomAccessFile file, long dataStart, SafetensorsHeader header) {
        this.path = path;
        this.file = file;
        this.dataStart = dataStart;
        this.metadata = header.metadata();
        header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    public static SafetensorsFile open(Path path) {
        String what = "the tensors";
        RandomAccessFile file = null;
        boolean opened = false;
        try {
            file = new RandomAccessFile(path.toFile(), "r");
            long length = headerLength(file);
            InputStream header = new BufferedInputStream(new Limited(file, length), 1 << 13);
            SafetensorsHeader parsed = SafetensorsHeader.parse(header, file.length() - Long.BYTES - length);
            opened = true;
            return new SafetensorsFile(path, file, Long.BYTES + length, parsed);
        } catch (SafetensorsHeader.Malformed malformed) {
            throw Faults.damaged(what, path, malformed.why());
        } catch (CharacterCodingException notText) {
            throw Faults.damaged(what, path, "its header is not UTF-8 text");
        } catch (IOException fault) {
            throw Faults.reading(what, path, fault);
        } finally {
            if (file != null && !opened) {
                closeQuietly(file);
            }
        }
    }

    private static long headerLength(RandomAccessFile file) throws IOException, SafetensorsHeader.Malformed {
        if (file.length() < Long.BYTES) {
            throw new SafetensorsHeader.Malformed("it is too short to be a safetensors file");
        }
        byte[] bytes = new byte[Long.BYTES];
        file.readFully(bytes);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > Safetensors.MAX_HEADER || length > file.length() - Long.BYTES) {
            throw new SafetensorsHeader.Malformed("it claims a header of " + Long.toUnsignedString(length)
                    + " bytes; the file has " + file.length() + " and the format allows " + Safetensors.MAX_HEADER);
        }
        return length;
    }

    /** The file's free text entries. */
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** In the order of their bytes. */
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors.values());
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    public TensorInfo tensor(String name) {
        TensorInfo tensor = tensors.get(name);
        if (tensor == null) {
            throw Faults.damaged("the tensors", path, "it has no tensor \"" + name + "\"");
        }
        return tensor;
    }

    /** All of an F32 tensor. */
    public float[] floats(String name) {
        return region(name).floats();
    }

    /** Part of an F32 tensor: {@code length} elements from element {@code from} into {@code into} at {@code offset}. */
    public void floats(String name, long from, float[] into, int offset, int length) {
        region(name).floats(from, into, offset, length);
    }

    /** All of an F64 tensor. */
    public double[] doubles(String name) {
        return region(name).doubles();
    }

    /** All of an I64 tensor. */
    public long[] longs(String name) {
        return region(name).longs();
    }

    /** All of an I32 tensor. */
    public int[] ints(String name) {
        return region(name).ints();
    }

    /** The bytes of a tensor of any type. */
    public byte[] bytes(String name) {
        return region(name).bytes();
    }

    private LittleEndianRegion region(String name) {
        TensorInfo tensor = tensor(name);
        String what = "the tensor \"" + name + "\"";
        return new LittleEndianRegion(file, path, what, tensor.type(), dataStart + tensor.begin(), tensor.count());
    }

    @Override
    public void close() {
        closeQuietly(file);
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException nothingWasWritten) {
            // a file that was only read loses nothing
        }
    }

    /** The next bytes of a file and no more; closing it leaves the file open. */
    private static final class Limited extends InputStream {
        private final RandomAccessFile file;
        private long left;

        Limited(RandomAccessFile file, long left) {
            this.file = file;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = file.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
