package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY array (format versions 1 to 3).
 *
 * @param shape sizes of all axes
 * @param fortran whether the first axis varies fastest in the file
 * @param bytes length of the header itself
 */
record NpyHeader(Element element, ByteOrder order, boolean fortran, List<Long> shape, long bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d+)[^']*'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    static NpyHeader read(InputStream in, DataFile file) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8) {
            throw new EOFException();
        }
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                throw file.wrong("is not a NumPy array (.npy)", "save it with numpy.save, or use another data type");
            }
        }
        int width = start[6] == 1 ? 2 : 4;
        if (start[6] < 1 || start[6] > 3) {
            throw file.wrong("is NPY version " + start[6] + ", known are 1 to 3", "save it with numpy.save");
        }
        byte[] digits = in.readNBytes(width);
        if (digits.length < width) {
            throw new EOFException();
        }
        long length = 0;
        for (int i = width - 1; i >= 0; i--) {
            length = length << 8 | digits[i] & 0xff;
        }
        if (length > LONGEST) {
            throw file.wrong("its header claims " + length + " bytes", "save the array again with numpy.save");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException();
        }
        return parse(new String(text, StandardCharsets.UTF_8), 8 + width + length, file);
    }

    /** Numbers in the whole array. */
    long count(DataFile file) {
        try {
            return shape.stream().reduce(1L, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw file.wrong("shape " + shape + " is larger than any array", "save the array again with numpy.save");
        }
    }

    private static NpyHeader parse(String text, long bytes, DataFile file) {
        Matcher descr = DESCR.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!order.find() || !shape.find()) {
            throw file.wrong("its header cannot be read", "save the array again with numpy.save");
        }
        if (!descr.find()) {
            throw unsupported(text, file);
        }
        Element element = element(descr.group(2) + descr.group(3), text, file);
        ByteOrder byteOrder = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        List<Long> sizes = new ArrayList<>();
        for (String size : shape.group(1).split(",")) {
            if (!size.isBlank()) {
                sizes.add(size(size.trim(), file));
            }
        }
        return new NpyHeader(element, byteOrder, order.group(1).equals("True"), List.copyOf(sizes), bytes);
    }

    private static long size(String digits, DataFile file) {
        try {
            long size = Long.parseLong(digits);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // reported below, like a negative size
        }
        throw file.wrong("its header has an axis of size " + digits, "save the array again with numpy.save");
    }

    private static Element element(String type, String text, DataFile file) {
        return switch (type) {
            case "f4" -> Element.FLOAT32;
            case "f8" -> Element.FLOAT64;
            case "b1", "u1" -> Element.UINT8;
            case "i1" -> Element.INT8;
            case "u2" -> Element.UINT16;
            case "i2" -> Element.INT16;
            case "u4" -> Element.UINT32;
            case "i4" -> Element.INT32;
            case "u8" -> Element.UINT64;
            case "i8" -> Element.INT64;
            default -> throw unsupported(text, file);
        };
    }

    private static DataException unsupported(String text, DataFile file) {
        return file.wrong(
                "holds something else than float32, float64, integers or booleans: " + CsvCell.shortened(text.trim()),
                "convert it, for instance with a.astype('float32'), and save it again");
    }
}
