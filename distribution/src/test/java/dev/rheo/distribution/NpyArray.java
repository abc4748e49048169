package dev.rheo.distribution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An NPY file read by NEP 1, independently of the platform's own codec. */
record NpyArray(String type, long[] shape, double[] values) {
    private static final Pattern HEADER =
            Pattern.compile("'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([^)]*)\\)");

    static NpyArray read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = bytes.get(6) == 1;
        int length = first ? bytes.getShort(8) : bytes.getInt(8);
        int start = first ? 10 : 12;
        String text = new String(bytes.array(), start, length, StandardCharsets.US_ASCII);
        Matcher header = HEADER.matcher(text);
        if (!header.find()) {
            throw new AssertionError("header " + text);
        }
        long[] shape = Arrays.stream(header.group(2).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] values = new double[count];
        bytes.position(start + length);
        for (int i = 0; i < count; i++) {
            values[i] = header.group(1).equals("<f4") ? bytes.getFloat() : bytes.getLong();
        }
        return new NpyArray(header.group(1), shape, values);
    }

    double mean(int column) {
        int columns = (int) shape[1];
        double sum = 0;
        for (int i = column; i < values.length; i += columns) {
            sum += values[i];
        }
        return sum / shape[0];
    }
}
