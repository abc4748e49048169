package dev.rheo.distribution;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** One small file in every format that a data set reads, written here from the formats' definitions. */
final class DataFiles {
    private static final int ROWS = 60;

    private DataFiles() {}

    /** The manifest's entry for a data set. */
    static String manifest(String type) {
        return switch (type) {
            case "csv" -> "{type: csv, path: rows.csv, label: kind}";
            case "npy" -> "{type: npy, path: rows.npy, labels: kinds.npy}";
            case "npz" -> "{type: npz, path: rows.npz, array: x, labels: y}";
            case "idx" -> "{type: idx, path: rows.idx.gz, labels: kinds.idx}";
            case "images" -> "{type: images, path: pictures, colour: grey, labels: true}";
            case "time-points" -> "{type: time-points, data: {type: csv, path: rows.csv, label: kind}, leaveOut: [1]}";
            case "gaussian-mixture" ->
                "{type: gaussian-mixture, samples: 100, modes: [{mean: [0, 0]}, {mean: [3, 0], std: 0.5, weight: 2}]}";
            default -> "{type: " + type + ", samples: 100}";
        };
    }

    static void write(Path folder) throws IOException {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("x,y,kind\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(random.nextGaussian() + "," + random.nextGaussian() + "," + (i % 3) + "\n");
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        byte[] rows = rows(random);
        byte[] kinds = kinds();
        Files.write(folder.resolve("rows.npy"), rows);
        Files.write(folder.resolve("kinds.npy"), kinds);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("rows.npz")))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(rows);
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(kinds);
        }
        idx(folder, random);
        for (int i = 0; i < ROWS; i++) {
            Path kind = Files.createDirectories(folder.resolve("pictures").resolve(i % 2 == 0 ? "cat" : "dog"));
            BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(i % 4, i / 4 % 4, 0, random.nextInt(256));
            ImageIO.write(image, "png", kind.resolve(i + ".png").toFile());
        }
    }

    private static byte[] rows(Random random) {
        ByteBuffer data = ByteBuffer.allocate(ROWS * 2 * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS * 2; i++) {
            data.putDouble(random.nextGaussian());
        }
        return npy("<f8", "(" + ROWS + ", 2)", data);
    }

    private static byte[] kinds() {
        ByteBuffer data = ByteBuffer.allocate(ROWS * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS; i++) {
            data.putLong(i % 2);
        }
        return npy("<i8", "(" + ROWS + ",)", data);
    }

    private static byte[] npy(String type, String shape, ByteBuffer data) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        return ByteBuffer.allocate(10 + padded.length() + data.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(US_ASCII))
                .put(data.array())
                .array();
    }

    private static void idx(Path folder, Random random) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(16 + ROWS * 9);
        pixels.putInt(0x0803).putInt(ROWS).putInt(3).putInt(3);
        while (pixels.hasRemaining()) {
            pixels.put((byte) random.nextInt(256));
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("rows.idx.gz")))) {
            out.write(pixels.array());
        }
        ByteBuffer kinds = ByteBuffer.allocate(8 + ROWS);
        kinds.putInt(0x0801).putInt(ROWS);
        for (int i = 0; i < ROWS; i++) {
            kinds.put((byte) (i % 2));
        }
        Files.write(folder.resolve("kinds.idx"), kinds.array());
    }
}
