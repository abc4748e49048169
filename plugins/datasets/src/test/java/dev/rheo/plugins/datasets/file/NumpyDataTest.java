package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.load;
import static dev.rheo.plugins.datasets.file.FileFixtures.npy;
import static dev.rheo.plugins.datasets.file.FileFixtures.refusal;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyDataTest {
    @TempDir
    private Path folder;

    @Test
    void readsFloatsOfEitherByteOrder() {
        float[] expected = {1, 2, 3, 4, 5, 6};
        assertThat(values(npy("<f4", false, "2, 3", floats(ByteOrder.LITTLE_ENDIAN, expected))))
                .containsExactly(expected);
        assertThat(values(npy(">f4", false, "2, 3", floats(ByteOrder.BIG_ENDIAN, expected))))
                .containsExactly(expected);
        ByteBuffer doubles = ByteBuffer.allocate(48).order(ByteOrder.BIG_ENDIAN);
        for (float value : expected) {
            doubles.putDouble(value);
        }
        assertThat(values(npy(">f8", false, "2, 3", doubles))).containsExactly(expected);
    }

    @Test
    void readsIntegersAndBooleans() {
        assertThat(values(npy("|u1", false, "2, 1", bytes(0, 255)))).containsExactly(0, 255);
        assertThat(values(npy("|i1", false, "2, 1", bytes(1, 255)))).containsExactly(1, -1);
        assertThat(values(npy("|b1", false, "2, 1", bytes(0, 1)))).containsExactly(0, 1);
        assertThat(values(npy("<u2", false, "1, 1", bytes(0, 128)))).containsExactly(32768);
        assertThat(values(npy(">i2", false, "1, 1", bytes(255, 254)))).containsExactly(-2);
        assertThat(values(npy("<i8", false, "1, 1", bytes(7, 0, 0, 0, 0, 0, 0, 0))))
                .containsExactly(7);
        assertThat(values(npy("<u8", false, "1, 1", bytes(255, 255, 255, 255, 255, 255, 255, 255))))
                .containsExactly(0x1p64f);
    }

    @Test
    void bringsFortranOrderIntoRows() {
        // a[i, j, k] = 100 i + 10 j + k with shape (2, 3, 2), first index fastest
        float[] stored = new float[12];
        int at = 0;
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 3; j++) {
                for (int i = 0; i < 2; i++) {
                    stored[at++] = 100 * i + 10 * j + k;
                }
            }
        }
        Rows rows = load(data(npy("<f4", true, "2, 3, 2", floats(ByteOrder.LITTLE_ENDIAN, stored))));
        assertThat(rows.shape()).isEqualTo(SampleShape.of(3, 2));
        assertThat(rows.points().values()).containsExactly(0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121);
    }

    @Test
    void takesOneAxisForRowsOfOneNumber() {
        assertThat(data(npy("<f4", false, "3,", floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3)))
                        .info())
                .isEqualTo(new DataInfo(SampleShape.of(1), 0, 3));
    }

    @Test
    void readsLabelsFromAnotherFile() {
        NpyData data = labelled(npy("<i4", false, "2,", bytes(0, 0, 0, 0, 4, 0, 0, 0)));
        assertThat(load(data).labels()).containsExactly(0, 4);
        assertThat(data.info().classes()).isEqualTo(5);
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        assertThat(refusal(labelled(npy("|u1", false, "3,", bytes(0, 1, 2)))))
                .endsWith("labels.npy: has 3 labels for 2 rows");
        assertThat(refusal(labelled(npy("|i1", false, "2,", bytes(0, 255)))))
                .contains("labels.npy:row 1: label -1.0 is not a class");
        assertThat(refusal(labelled(npy("|u1", false, "2, 2", bytes(0, 1, 2, 3)))))
                .endsWith("has shape [2, 2], not one label per row");
    }

    @Test
    void refusesAFileThatIsCutOff() {
        byte[] whole = npy("<f4", false, "2, 3", floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6));
        assertThat(refusal(data(Arrays.copyOf(whole, whole.length - 1))))
                .contains("announces 6 numbers of 4 bytes, but only 23 bytes follow");
        assertThat(refusal(data(Arrays.copyOf(whole, 40)))).endsWith("ends too early: it is cut off");
        assertThat(refusal(data(Arrays.copyOf(whole, 4)))).endsWith("ends too early: it is cut off");
        assertThat(refusal(data(new byte[0]))).endsWith("ends too early: it is cut off");
        byte[] packed = FileFixtures.gzip(Arrays.copyOf(whole, whole.length - 1));
        assertThat(refusal(data(packed))).endsWith("ends too early: it is cut off");
    }

    @Test
    void refusesHeadersThatPromiseMoreThanThereIs() {
        assertThat(refusal(data(npy("<f4", false, "1000000000, 2", floats(ByteOrder.LITTLE_ENDIAN, 1)))))
                .contains("announces 2000000000 numbers");
        assertThat(refusal(data(npy("<f4", false, "1, -5", floats(ByteOrder.LITTLE_ENDIAN, 1)))))
                .endsWith("its header has an axis of size -5");
        assertThat(refusal(data(npy("<f4", false, "9223372036854775807, 9223372036854775807", bytes()))))
                .contains("is larger than any array");
        byte[] packed = FileFixtures.gzip(npy("<f4", false, "50000000, 2", floats(ByteOrder.LITTLE_ENDIAN, 1)));
        assertThat(refusal(data(packed))).endsWith("ends too early: it is cut off");
        byte[] impossible = FileFixtures.gzip(npy("<f4", false, "4000000000, 40", floats(ByteOrder.LITTLE_ENDIAN, 1)));
        assertThat(refusal(data(impossible))).contains("cannot hold them");
    }

    @Test
    void refusesWhatIsNoArrayOfNumbers() {
        assertThat(refusal(data("hello, world".getBytes(StandardCharsets.UTF_8))))
                .contains("is not a NumPy array");
        assertThat(refusal(data(npy("|O", false, "2,", bytes(1, 2))))).contains("holds something else than float32");
        assertThat(refusal(data(npy("<c8", false, "1,", bytes(1, 2, 3, 4, 5, 6, 7, 8)))))
                .contains("holds something else than float32");
        assertThat(refusal(data(npy("<f4", false, "", floats(ByteOrder.LITTLE_ENDIAN, 1)))))
                .endsWith("is a single number");
        assertThat(refusal(data(npy("<f4", false, "0, 2", bytes())))).endsWith("is empty: its shape is [0, 2]");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertThat(refusal(data(npy("<f4", false, "2, 2", floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, Float.NaN)))))
                .contains("data.npy:row 1: number 1 is NaN");
        ByteBuffer huge = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(1e300);
        assertThat(refusal(data(npy("<f8", false, "1,", huge))))
                .contains("row 0: number 0 is Infinity in single precision");
    }

    @Test
    void wholeNumbersAreKnownToBeQuantised() {
        assertThat(data(npy("|u1", false, "2,", bytes(1, 0))).info().quantum()).isEqualTo(1);
        assertThat(data(npy("<f4", false, "1,", floats(ByteOrder.LITTLE_ENDIAN, 1)))
                        .info()
                        .quantum())
                .isZero();
    }

    @Test
    void anArchiveGivesItsArraysByName() throws IOException {
        byte[] x = npy("<f4", false, "2, 2", floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4));
        byte[] y = npy("|u1", false, "2,", bytes(1, 0));
        NpzData data = archive(Map.of("x", x, "y", y), null, "y");
        assertThat(data.info()).isEqualTo(new DataInfo(SampleShape.of(2), 2, 2));
        Rows rows = load(data);
        assertThat(rows.points().values()).containsExactly(1, 2, 3, 4);
        assertThat(rows.labels()).containsExactly(1, 0);
        assertThat(load(archive(Map.of("x", x, "y", y), "y", null)).points().values())
                .containsExactly(1, 0);
    }

    @Test
    void anArchiveRefusesWhatItDoesNotHold() throws IOException {
        byte[] x = npy("<f4", false, "2, 2", floats(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4));
        assertThat(refusal(archive(Map.of("a", x, "b", x), null, null)))
                .contains("holds the arrays [a, b], so which one");
        assertThat(refusal(archive(Map.of("a", x), "q", null))).endsWith("has no array \"q\"");
        assertThat(refusal(archive(Map.of(), null, null))).contains("holds the arrays []");
        assertThat(refusal(archive(Map.of("a", Arrays.copyOf(x, x.length - 3)), null, null)))
                .contains("data.npz[a]: its header announces 4 numbers");
    }

    @Test
    void anArchiveThatIsNoneOrCutOffIsRefused() throws IOException {
        NpzData data = archive(Map.of("a", npy("<f4", false, "1,", floats(ByteOrder.LITTLE_ENDIAN, 1))), null, null);
        byte[] whole = Files.readAllBytes(folder.resolve("data.npz"));
        write(folder.resolve("data.npz"), Arrays.copyOf(whole, whole.length - 30));
        assertThat(refusal(data)).contains("data.npz: is damaged");
        write(folder.resolve("data.npz"), "no archive");
        assertThat(refusal(data)).contains("data.npz: is damaged");
    }

    @Test
    void conditionsAndTokensOfAnArchiveAreBesideTheSamples() throws IOException {
        Map<String, byte[]> arrays = Map.of(
                "x", npy("<f4", false, "2, 1", floats(ByteOrder.LITTLE_ENDIAN, 1, 2)),
                "c", npy("<f4", false, "2,", floats(ByteOrder.LITTLE_ENDIAN, 0.5f, -4)),
                "words", npy("|u1", false, "2, 3", bytes(0, 4, 1, 2, 2, 0)));
        archive(arrays, "x", null);
        NpzData data = new NpzData(
                new NpzData.Config(folder.resolve("data.npz"), "x", null, "c", "words", List.of(), AS_IT_IS));
        assertThat(data.info().conditions())
                .isEqualTo(new Conditions(List.of("c0", "token0", "token1", "token2"), 3, 5));
        assertThat(load(data).conditions()).isNotNull();
        assertThat(load(data).conditions().values()).containsExactly(0.5f, 0, 4, 1, -4, 2, 2, 0);
    }

    private float[] values(byte[] npy) {
        return load(data(npy)).points().values();
    }

    private NpyData data(byte[] npy) {
        Path path = write(folder.resolve("data.npy"), npy);
        return new NpyData(new NpyData.Config(path, null, List.of(), false, AS_IT_IS));
    }

    private NpyData labelled(byte[] labels) {
        Path path = write(folder.resolve("data.npy"), npy("|u1", false, "2, 1", bytes(1, 2)));
        return new NpyData(
                new NpyData.Config(path, write(folder.resolve("labels.npy"), labels), List.of(), false, AS_IT_IS));
    }

    private NpzData archive(Map<String, byte[]> arrays, String array, String labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
        Path path = write(folder.resolve("data.npz"), out.toByteArray());
        return new NpzData(new NpzData.Config(path, array, labels, List.of(), AS_IT_IS));
    }

    private static ByteBuffer floats(ByteOrder order, float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer;
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer;
    }
}
