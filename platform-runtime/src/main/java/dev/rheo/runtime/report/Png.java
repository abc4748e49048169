package dev.rheo.runtime.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A picture as a PNG file of three bytes a pixel (ISO/IEC 15948), every row as its difference from the one above. The JDK's
 * writer takes twice as long for files that are larger, since it writes rows as they are.
 */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BITS_RGB = {8, 2, 0, 0, 0};
    private static final byte UP = 2;
    private static final int LEVEL = 4;

    private Png() {}

    /** @param image of type {@link BufferedImage#TYPE_INT_RGB} */
    static byte[] of(BufferedImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        byte[] header = ByteBuffer.allocate(2 * Integer.BYTES + EIGHT_BITS_RGB.length)
                .putInt(image.getWidth())
                .putInt(image.getHeight())
                .put(EIGHT_BITS_RGB)
                .array();
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", deflated(image));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        file.writeBytes(number(content.length));
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(number((int) check.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] deflated(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int[] above = new int[width];
        byte[] row = new byte[1 + 3 * width];
        byte[] buffer = new byte[1 << 15];
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(LEVEL);
        try {
            for (int from = 0; from < pixels.length; from += width) {
                difference(pixels, from, above, row);
                System.arraycopy(pixels, from, above, 0, width);
                deflater.setInput(row);
                while (!deflater.needsInput()) {
                    deflated.write(buffer, 0, deflater.deflate(buffer));
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                deflated.write(buffer, 0, deflater.deflate(buffer));
            }
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    private static void difference(int[] pixels, int from, int[] above, byte[] row) {
        row[0] = UP;
        for (int x = 0; x < above.length; x++) {
            int here = pixels[from + x];
            int there = above[x];
            row[3 * x + 1] = (byte) ((here >> 16) - (there >> 16));
            row[3 * x + 2] = (byte) ((here >> 8) - (there >> 8));
            row[3 * x + 3] = (byte) (here - there);
        }
    }
}
