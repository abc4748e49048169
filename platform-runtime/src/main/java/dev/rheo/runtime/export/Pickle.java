package dev.rheo.runtime.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the part of Python's pickle protocol 2 that PyTorch's archives are made of. Not thread-safe. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        op(0x80).op(2);
    }

    private Pickle op(int code) {
        out.write(code);
        return this;
    }

    private Pickle op(char code) {
        return op((int) code);
    }

    private Pickle global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X');
        out.writeBytes(little(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    Pickle truth(boolean value) {
        return op(value ? 0x88 : 0x89);
    }

    private Pickle integer(long value) {
        if (value == (int) value) {
            op('J');
            out.writeBytes(little(Integer.BYTES).putInt((int) value).array());
        } else {
            op(0x8a).op(Long.BYTES);
            out.writeBytes(little(Long.BYTES).putLong(value).array());
        }
        return this;
    }

    private Pickle integers(List<Long> values) {
        op('(');
        values.forEach(this::integer);
        return op('t');
    }

    /** Begins an object of a TorchScript class; attributes (name, value) follow, then {@link #end}. */
    Pickle begin(String type) {
        return global("__torch__", type).op(')').op(0x81).op('}').op('(');
    }

    Pickle end() {
        return op('u').op('b');
    }

    /** Begins a tuple. */
    Pickle tuple() {
        return op('(');
    }

    Pickle endTuple() {
        return op('t');
    }

    /**
     * A tensor whose numbers are an entry of the archive.
     *
     * @param storage PyTorch's class, {@code FloatStorage}
     * @param key the entry's name
     */
    Pickle tensor(String storage, String key, List<Long> shape, boolean gradient) {
        long[] strides = new long[shape.size()];
        long count = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = count;
            count = Math.multiplyExact(count, shape.get(i));
        }
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage")
                .global("torch", storage)
                .text(key)
                .text("cpu")
                .integer(count)
                .op('t')
                .op('Q');
        integer(0)
                .integers(shape)
                .integers(java.util.Arrays.stream(strides).boxed().toList());
        truth(gradient).global("collections", "OrderedDict").op(')').op('R');
        return op('t').op('R');
    }

    /** The whole pickle. */
    byte[] bytes() {
        op('.');
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
