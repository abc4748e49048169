package dev.rheo.runtime.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's array file, version 1.0 (<a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">its
 * definition</a>): C order, little-endian, F32, F64, I32 or I64. The numbers begin at a multiple of 64 bytes.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int PREAMBLE = 10;
    private static final Pattern DESCRIPTION = entry("descr", "['\"]([^'\"]*)['\"]");
    private static final Pattern FORTRAN = entry("fortran_order", "(True|False)");
    private static final Pattern SHAPE = entry("shape", "\\(([0-9, ]*)\\)");

    private Npy() {}

    /**
     * Writes a file in one atomic step; a {@link Values} that produces its numbers as they are written keeps memory bounded.
     *
     * @param what the content in a reader's words, for messages
     */
    public static void write(AtomicFiles files, Path target, String what, Values values, long... shape) {
        Tensor tensor = Tensor.of(what, values, shape); // checks the shape
        files.write(target, what, out -> {
            out.write(header(tensor));
            new LittleEndianOutput(out).all(values);
        });
    }

    /** Everything that comes before the numbers. */
    static byte[] header(Tensor tensor) {
        return header(tensor.values().type(), tensor.shape());
    }

    static byte[] header(ElementType type, List<Long> sizes) {
        String tuple = sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + description(type) + "', 'fortran_order': False, 'shape': (" + tuple
                + (sizes.size() == 1 ? "," : "") + "), }";
        int padding = ALIGNMENT - 1 - (PREAMBLE + dictionary.length()) % ALIGNMENT;
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer header = ByteBuffer.allocate(PREAMBLE + text.length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) text.length)
                .put(text);
        return header.array();
    }

    /** Reads the preamble and header of a file that is {@code length} bytes long. */
    static Header header(RandomAccessFile file, Path path) throws IOException {
        byte[] start = new byte[PREAMBLE + 2];
        int count = file.read(start);
        ByteBuffer fields = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        fields.get(magic);
        int version = fields.get();
        expect(count >= PREAMBLE && Arrays.equals(magic, MAGIC), path, "it does not begin as an NPY file does");
        expect(version == 1 || version == 2 || version == 3, path, "its NPY version is " + version);
        int begin = version == 1 ? PREAMBLE : PREAMBLE + 2;
        fields.get();
        long length = version == 1 ? fields.getShort() & 0xffff : fields.getInt() & 0xffffffffL;
        expect(
                length <= 1 << 16 && length <= file.length() - begin,
                path,
                "its header is said to have " + length + " bytes");
        byte[] text = new byte[(int) length];
        file.seek(begin);
        file.readFully(text);
        return parse(new String(text, StandardCharsets.UTF_8), begin + length, file.length(), path);
    }

    /** Where and what the numbers are. */
    record Header(ElementType type, List<Long> shape, long count, long position) {}

    private static Header parse(String text, long position, long fileLength, Path path) {
        ElementType type = type(find(DESCRIPTION, text, path), path);
        expect(
                find(FORTRAN, text, path).equals("False"),
                path,
                "it is in Fortran order; numpy.ascontiguousarray turns it");
        List<Long> shape = new ArrayList<>();
        long bytes = type.bytes();
        try {
            for (String size : find(SHAPE, text, path).split(",")) {
                if (!size.isBlank()) {
                    shape.add(Long.parseLong(size.trim()));
                    bytes = Math.multiplyExact(bytes, shape.get(shape.size() - 1));
                }
            }
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw Faults.damaged("the array", path, "its shape is no shape: " + find(SHAPE, text, path));
        }
        expect(
                bytes == fileLength - position,
                path,
                "its shape " + shape + " asks for " + bytes + " bytes of numbers and " + (fileLength - position)
                        + " follow");
        return new Header(type, List.copyOf(shape), bytes / type.bytes(), position);
    }

    private static String description(ElementType type) {
        return switch (type) {
            case F32 -> "<f4";
            case F64 -> "<f8";
            case I32 -> "<i4";
            case I64 -> "<i8";
            default -> throw new IllegalArgumentException("no NPY files of " + type);
        };
    }

    private static ElementType type(String description, Path path) {
        return switch (description) {
            case "<f4" -> ElementType.F32;
            case "<f8" -> ElementType.F64;
            case "<i4" -> ElementType.I32;
            case "<i8" -> ElementType.I64;
            default ->
                throw Faults.damaged(
                        "the array", path, "its type is " + description + "; only <f4, <f8, <i4 and <i8 are read here");
        };
    }

    private static Pattern entry(String key, String value) {
        return Pattern.compile("['\"]" + key + "['\"]\\s*:\\s*" + value);
    }

    private static String find(Pattern pattern, String text, Path path) {
        Matcher matcher = pattern.matcher(text);
        expect(matcher.find(), path, "its header is not the dictionary that NPY asks for");
        return String.valueOf(matcher.group(1));
    }

    private static void expect(boolean condition, Path path, String why) {
        if (!condition) {
            throw Faults.damaged("the array", path, why);
        }
    }
}
