package dev.rheo.runtime.report;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Writes reports of made-up runs, to be looked at: {@code ReportPreview DIRECTORY [digits.csv.gz]}. */
final class ReportPreview {
    private ReportPreview() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        show(Fakes.plane(2000), directory.resolve("plane"));
        show(Fakes.features(2000, 20), directory.resolve("features"));
        show(new Pictures.None(), directory.resolve("none"));
        if (arguments.length > 1) {
            show(digits(Path.of(arguments[1])), directory.resolve("digits"));
        }
    }

    private static void show(Pictures pictures, Path directory) throws Exception {
        Files.createDirectories(directory);
        long start = System.nanoTime();
        Report.Written written = new Report().write(Fakes.report(pictures), directory);
        System.out.printf(
                "%s: %d ms, %d bytes%n",
                written.page(), (System.nanoTime() - start) / 1_000_000, Files.size(written.page()));
    }

    private static Pictures digits(Path file) throws Exception {
        Random random = new Random(2);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
            List<String> lines = reader.lines().toList();
            float[][] sets = new float[2][400 * 64];
            lines = lines.stream()
                    .sorted(java.util.Comparator.comparing(line -> line.substring(line.length() - 1)))
                    .toList();
            int[] labels = new int[400];
            for (int set = 0; set < 2; set++) {
                for (int i = 0; i < 400; i++) {
                    String[] cells = lines.get(4 * ((i * 37 % 400)) + set).split(",");
                    labels[i] = Integer.parseInt(cells[64]);
                    for (int pixel = 0; pixel < 64; pixel++) {
                        float noise = set == 0 ? 0 : (float) (0.7 * random.nextGaussian());
                        sets[set][i * 64 + pixel] = Float.parseFloat(cells[pixel]) + noise;
                    }
                }
            }
            return Fakes.images(sets[0], sets[1], labels);
        }
    }
}
