package dev.rheo.plugins.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code memoryMap}: the same rows as loaded ones. */
class MappedRowsTest {
    private static final Preparation AS_IT_IS = new Preparation(0, Standardise.NONE, false, false, 0);

    @TempDir
    Path folder;

    private static byte[] npy(String descr, boolean fortran, byte[] data, int... shape) {
        String sizes = Arrays.toString(shape).replace('[', '(').replace(']', ')');
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                .formatted(descr, fortran ? "True" : "False", sizes);
        ByteBuffer file =
                ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        return file.put(header.getBytes(StandardCharsets.ISO_8859_1)).put(data).array();
    }

    private static byte[] bytes(int count) {
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) {
            data[i] = (byte) (i * 31 + 7);
        }
        return data;
    }

    private DataSource npy(byte[] file, boolean memoryMap) throws IOException {
        Path path = Files.write(folder.resolve("rows.npy"), file);
        return new NpyData(new NpyData.Config(path, null, List.of(), memoryMap, AS_IT_IS));
    }

    private static void assertSame(DataSource mapped, DataSource loaded) {
        Rows rows = loaded.load(new RandomStreams(1));
        RowStore store = mapped.stored().orElseThrow();
        int d = rows.points().dimension();
        float[] all = new float[rows.points().values().length];
        for (int row = store.count() - 1; row >= 0; row--) {
            store.read(row, all, row * d);
        }
        assertThat(store.count()).isEqualTo(rows.points().count());
        assertThat(all).isEqualTo(rows.points().values());
        assertThat(store.labels()).isEqualTo(rows.labels());
    }

    @ParameterizedTest
    @CsvSource({"|u1, 1", "<i2, 2", ">i2, 2", "<u2, 2", "<i4, 4", "<u8, 8", "|i1, 1"})
    void arraysOfAnyFormAreReadAsTheyAreLoaded(String descr, int width) throws IOException {
        byte[] file = npy(descr, false, bytes(5 * 6 * width), 5, 2, 3);

        assertSame(npy(file, true), npy(file, false));
    }

    @Test
    void floatsOfEitherByteOrderAreReadAsTheyAreLoaded() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.BIG_ENDIAN);
        for (float number : new float[] {1.5f, -2, 3e-20f, 4e20f, 0, -0f}) {
            numbers.putFloat(number);
        }
        byte[] file = npy(">f4", false, numbers.array(), 3, 2);

        assertSame(npy(file, true), npy(file, false));
    }

    @Test
    void picturesOfAnIdxFileHaveTheirScale() throws IOException {
        byte[] data = bytes(4 * 6);
        ByteBuffer file = ByteBuffer.allocate(16 + data.length);
        file.putInt(0x803).putInt(4).putInt(2).putInt(3).put(data);
        Path path = Files.write(folder.resolve("rows-idx3"), file.array());
        Path labels = Files.write(
                folder.resolve("labels-idx1"),
                ByteBuffer.allocate(12)
                        .putInt(0x801)
                        .putInt(4)
                        .put(new byte[] {1, 0, 2, 1})
                        .array());

        assertSame(
                new IdxData(new IdxData.Config(path, labels, Pixels.SYMMETRIC, true, AS_IT_IS)),
                new IdxData(new IdxData.Config(path, labels, Pixels.SYMMETRIC, false, AS_IT_IS)));
    }

    @Test
    void withoutTheOptionNothingStaysInTheFile() throws IOException {
        assertThat(npy(npy("|u1", false, bytes(6), 3, 2), false).stored()).isEmpty();
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        byte[] whole = npy("<i4", false, bytes(40), 5, 2);

        DataSource data = npy(Arrays.copyOf(whole, whole.length - 1), true);

        assertThatThrownBy(data::stored).isInstanceOf(DataException.class).hasMessageContaining("cut off");
    }

    @Test
    void fortranOrderIsRefused() throws IOException {
        DataSource data = npy(npy("<i4", true, bytes(40), 5, 2), true);

        assertThatThrownBy(data::stored).isInstanceOf(DataException.class).hasMessageContaining("Fortran");
    }

    @Test
    void aCompressedFileIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(npy("|u1", false, bytes(6), 3, 2));
        }
        DataSource data = npy(out.toByteArray(), true);

        assertThatThrownBy(data::stored).isInstanceOf(DataException.class).hasMessageContaining("compressed");
    }
}
