package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.gzip;
import static dev.rheo.plugins.datasets.file.FileFixtures.idx;
import static dev.rheo.plugins.datasets.file.FileFixtures.load;
import static dev.rheo.plugins.datasets.file.FileFixtures.refusal;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDataTest {
    private static final byte[] TWO_PICTURES = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};

    @TempDir
    private Path folder;

    @Test
    void readsGreyPicturesWithTheirLabels() {
        IdxData data = data(gzip(idx(8, new int[] {2, 1, 3}, TWO_PICTURES)), idx(8, new int[] {2}, new byte[] {7, 3}));
        Rows rows = load(data);
        assertThat(data.info()).isEqualTo(new DataInfo(SampleShape.of(1, 1, 3), 8, 2, 1 / 127.5));
        assertThat(rows.labels()).containsExactly(7, 3);
        assertThat(rows.points().values()).containsExactly(-1, -0.6f, -0.2f, 0.2f, 0.6f, 1);
    }

    @Test
    void scalesPixelsAsAsked() {
        Path path = write(folder.resolve("x.idx"), idx(8, new int[] {2, 1, 3}, TWO_PICTURES));
        assertThat(load(new IdxData(new IdxData.Config(path, null, Pixels.UNIT, false, AS_IT_IS)))
                        .points()
                        .values())
                .containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
        assertThat(load(new IdxData(new IdxData.Config(path, null, Pixels.RAW, false, AS_IT_IS)))
                        .points()
                        .values())
                .containsExactly(0, 51, 102, 153, 204, 255);
    }

    @Test
    void keepsOtherTypesAsTheyAre() {
        byte[] numbers = ByteBuffer.allocate(16)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(3)
                .putFloat(0)
                .array();
        Rows rows = load(data(idx(0x0D, new int[] {2, 2}, numbers), null));
        assertThat(rows.shape()).isEqualTo(SampleShape.of(2));
        assertThat(rows.points().values()).containsExactly(1.5f, -2, 3, 0);
    }

    @Test
    void refusesWhatIsNoIdxFile() {
        assertThat(refusal(data("PK\3\4 no".getBytes(java.nio.charset.StandardCharsets.US_ASCII), null)))
                .endsWith("is not an IDX file: it begins with 504b0304");
        assertThat(refusal(data(new byte[0], null))).endsWith("ends too early: it is cut off");
        assertThat(refusal(data(idx(8, new int[] {1, 1, 1, 1, 1}, new byte[1]), null)))
                .contains("has 5 axes");
    }

    @Test
    void refusesFilesThatAreCutOffOrEmptyOrPromiseTooMuch() {
        byte[] whole = idx(8, new int[] {2, 1, 3}, TWO_PICTURES);
        assertThat(refusal(data(Arrays.copyOf(whole, whole.length - 1), null)))
                .contains("announces 6 numbers of 1 bytes, but only 5 bytes follow");
        assertThat(refusal(data(Arrays.copyOf(whole, 6), null))).endsWith("ends too early: it is cut off");
        assertThat(refusal(data(gzip(Arrays.copyOf(whole, whole.length - 1)), null)))
                .endsWith("ends too early: it is cut off");
        assertThat(refusal(data(idx(8, new int[] {0, 28, 28}, new byte[0]), null)))
                .contains("is empty");
        assertThat(refusal(data(idx(8, new int[] {-1, 28, 28}, new byte[0]), null)))
                .contains("an axis of size -1");
        int most = Integer.MAX_VALUE;
        assertThat(refusal(data(idx(8, new int[] {most, most, most}, new byte[9]), null)))
                .contains("larger than any");
        assertThat(refusal(data(idx(8, new int[] {1, 60000, 60000}, new byte[9]), null)))
                .contains("cannot hold them");
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        byte[] pictures = idx(8, new int[] {2, 1, 3}, TWO_PICTURES);
        assertThat(refusal(data(pictures, idx(8, new int[] {3}, new byte[3])))).endsWith("has 3 labels for 2 rows");
        assertThat(refusal(data(pictures, pictures))).endsWith("has axes [2, 1, 3], not one label per row");
        assertThat(refusal(data(pictures, idx(9, new int[] {2}, new byte[] {0, -1}))))
                .contains("label -1.0 is not a class");
    }

    private IdxData data(byte[] rows, byte[] labels) {
        Path path = write(folder.resolve("rows.idx"), rows);
        Path labelPath = labels == null ? null : write(folder.resolve("labels.idx"), labels);
        return new IdxData(new IdxData.Config(path, labelPath, Pixels.SYMMETRIC, false, AS_IT_IS));
    }
}
