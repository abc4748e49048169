package dev.rheo.runtime.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.embed.Samples;
import dev.rheo.runtime.samples.SampleWriters.Content;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.NpyFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWritersTest {
    private static final List<Integer> POINT = List.of(2);
    private static final List<Integer> IMAGE = List.of(1, 4, 3);

    @TempDir
    Path folder;

    private final AtomicFiles files = new AtomicFiles(Disk.local());

    private SampleWriter begin(String name, Content content) {
        Path target = folder.resolve(name);
        return SampleWriters.begin(SampleFormat.of(target).orElseThrow(), files, target, content);
    }

    private List<Path> write(String name, Content content, Samples... batches) {
        try (SampleWriter writer = begin(name, content)) {
            for (Samples batch : batches) {
                writer.write(batch);
            }
            return writer.commit();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static Samples points(long first, int @Nullable [] labels, float... values) {
        return new Samples(first, values.length / 2, POINT, values, labels);
    }

    private static Content content(long count, List<Integer> shape, boolean labelled) {
        return new Content(count, shape, labelled, 0, 1);
    }

    @Test
    void npyHasSamplesAndLabelsBesideEachOther() {
        List<Path> written = write(
                "a.npy",
                content(3, POINT, true),
                points(0, new int[] {4, 5}, 1, 2, 3, 4),
                points(2, new int[] {6}, 5, 6));

        assertThat(written).containsExactly(folder.resolve("a.npy"), folder.resolve("a-labels.npy"));
        try (NpyFile samples = NpyFile.open(written.get(0));
                NpyFile labels = NpyFile.open(written.get(1))) {
            assertThat(samples.shape()).containsExactly(3L, 2L);
            assertThat(samples.floats()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(labels.longs()).containsExactly(4, 5, 6);
        }
    }

    @Test
    void withoutLabelsThereIsNoFileOfThem() throws IOException {
        write("a.npy", content(1, POINT, false), points(0, null, 1, 2));
        assertThat(names()).containsExactly("a.npy");
    }

    @Test
    void csvNumbersAreReadBackAsTheSameFloats() throws IOException {
        float[] values = {0.1f, -1e-30f, 3.4028235e38f, 1.1754944e-38f, 1 / 3f, 123456.79f};
        write(
                "a.csv",
                content(3, POINT, true),
                points(0, new int[] {4, 5}, values[0], values[1], values[2], values[3]),
                points(2, new int[] {6}, values[4], values[5]));

        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines.get(0)).isEqualTo("x0,x1,label");
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            String[] cells = lines.get(i + 1).split(",");
            assertThat(Float.parseFloat(cells[0])).isEqualTo(values[2 * i]);
            assertThat(Float.parseFloat(cells[1])).isEqualTo(values[2 * i + 1]);
            assertThat(cells[2]).isEqualTo(String.valueOf(4 + i));
        }
    }

    @Test
    void csvOfATableHasItsCells() throws IOException {
        Table table = new Table(List.of(
                new Column("age, in years", Kind.INTEGER, List.of()),
                new Column("town", Kind.ONE_HOT, List.of("", "La \"Paz\"", "Rome"))));
        List<Integer> shape = List.of(4);
        write(
                "a.csv",
                new Content(3, shape, false, table, Double.NaN, Double.NaN),
                new Samples(0, 3, shape, new float[] {30, 0, 0, 1, -1, 0, 1, 0, 7, 1, 0, 0}, null));
        assertThat(Files.readAllLines(folder.resolve("a.csv")))
                .containsExactly("\"age, in years\",town", "30,Rome", "-1,\"La \"\"Paz\"\"\"", "7,\"\"");
    }

    @Test
    void csvOfImagesHasAColumnForEachPixel() throws IOException {
        write("a.csv", content(1, IMAGE, false), images(0, 1));
        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines.get(0)).startsWith("x0,x1,").endsWith(",x11");
        assertThat(lines.get(1).split(",")).hasSize(12);
    }

    /** Each image is black but for one white pixel, at the place of its number. */
    private static Samples images(long first, int count) {
        float[] values = new float[count * 12];
        for (int i = 0; i < count; i++) {
            values[i * 12 + (int) ((first + i) % 12)] = 1;
        }
        return new Samples(first, count, IMAGE, values, null);
    }

    @Test
    void imagesThatFitStandOnOneSheet() throws IOException {
        List<Path> written = write("a.png", content(12, IMAGE, false), images(0, 5), images(5, 7));
        assertThat(written).containsExactly(folder.resolve("a.png"));
        BufferedImage sheet = ImageIO.read(written.get(0).toFile());
        // Pixels of 20, cells of 60 × 80 with gaps of 8 and a margin of 8.
        for (int i = 0; i < 12; i++) {
            int left = 8 + i % 10 * 68;
            int top = 8 + i / 10 * 88;
            for (int pixel = 0; pixel < 12; pixel++) {
                int rgb = sheet.getRGB(left + pixel % 3 * 20 + 10, top + pixel / 3 * 20 + 10) & 0xffffff;
                assertThat(rgb).as("pixel %d of image %d", pixel, i).isEqualTo(pixel == i ? 0xffffff : 0);
            }
        }
    }

    @Test
    void moreImagesStandOnNumberedSheets() throws IOException {
        List<Samples> batches = new ArrayList<>();
        for (int first = 0; first < 1010; first += 101) {
            batches.add(images(first, 101));
        }
        write("a.png", content(1010, IMAGE, false), batches.toArray(Samples[]::new));
        assertThat(names()).hasSize(11).startsWith("a-01.png", "a-02.png").endsWith("a-11.png");
        assertThat(ImageIO.read(folder.resolve("a-02.png").toFile()).getHeight())
                .isEqualTo(10 * 88 + 8);
        assertThat(ImageIO.read(folder.resolve("a-11.png").toFile()).getHeight())
                .isEqualTo(88 + 8);
    }

    @Test
    void largeImagesKeepTheirPixelsOnSheetsOfFewer() throws IOException {
        List<Integer> large = List.of(3, 600, 600);
        Samples two = new Samples(0, 2, large, new float[2 * 3 * 600 * 600], null);
        write("a.png", content(12, large, false), two, two, two, two, two, two);
        assertThat(names()).containsExactly("a-1.png", "a-2.png");
        assertThat(ImageIO.read(folder.resolve("a-1.png").toFile()).getWidth()).isEqualTo(3 * 608 + 8);
    }

    @Test
    void anUnknownRangeIsThatOfTheFirstSheet() throws IOException {
        float[] values = new float[12];
        values[0] = -3;
        values[11] = 5;
        write("a.png", new Content(1, IMAGE, false, Double.NaN, Double.NaN), new Samples(0, 1, IMAGE, values, null));
        BufferedImage sheet = ImageIO.read(folder.resolve("a.png").toFile());
        assertThat(sheet.getRGB(18, 18) & 0xff).isZero();
        assertThat(sheet.getRGB(38, 18) & 0xff).isEqualTo(Math.round(255 * 3 / 8f));
        assertThat(sheet.getRGB(8 + 50, 8 + 70) & 0xff).isEqualTo(255);
    }

    @Test
    void pointsInThePlaneMakeOnePictureHoweverManyTheyAre() throws IOException {
        float[] values = new float[2 * 50_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.7) * (1 + i % 3);
        }
        Samples[] batches = new Samples[6];
        for (int i = 0; i < 6; i++) {
            batches[i] = points(i * 50_000L, null, values);
        }
        write("a.png", content(300_000, POINT, false), batches);
        assertThat(names()).containsExactly("a.png");
        assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(1920);
    }

    @Test
    void picturesAreOfImagesAndOfPointsInThePlane() {
        assertThat(SampleWriters.refusal(SampleFormat.PNG, List.of(5)))
                .hasValueSatisfying(why -> assertThat(why).contains("these samples have shape [5]"));
        assertThat(SampleWriters.refusal(SampleFormat.PNG, POINT)).isEmpty();
        assertThat(SampleWriters.refusal(SampleFormat.PNG, IMAGE)).isEmpty();
        assertThat(SampleWriters.refusal(SampleFormat.CSV, List.of(5))).isEmpty();
    }

    @Test
    void whatWasGivenUpLeavesWhatWasThere() throws IOException {
        for (String name : List.of("a.npy", "a.csv", "a.png")) {
            Files.writeString(folder.resolve(name), "earlier");
            try (SampleWriter writer = begin(name, content(250, IMAGE, false))) {
                writer.write(images(0, 150));
            }
            assertThat(folder.resolve(name)).hasContent("earlier");
        }
        assertThat(names()).containsExactly("a.csv", "a.npy", "a.png");
    }

    @Test
    void formatsAreNamedByTheEndOfTheFile() {
        assertThat(SampleFormat.of(Path.of("x/Samples.NPY"))).contains(SampleFormat.NPY);
        assertThat(SampleFormat.of(Path.of("x.csv/samples"))).isEmpty();
        assertThat(SampleFormat.of(Path.of("samples.csv.gz"))).isEmpty();
        assertThat(SampleFormat.named("png")).contains(SampleFormat.PNG);
    }
}
