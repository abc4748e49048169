package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.idx;
import static dev.rheo.plugins.datasets.file.FileFixtures.npy;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;

import dev.rheo.testkit.Conformance;
import dev.rheo.testkit.Rule;
import dev.rheo.testkit.data.DataRules;
import dev.rheo.testkit.data.DataSubject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

class FilesConformanceTest extends Conformance<DataSubject> {
    @TempDir
    private Path folder;

    @Override
    protected List<Rule<DataSubject>> rules() {
        return DataRules.all();
    }

    @Override
    protected List<Subject<DataSubject>> subjects() {
        byte[] array = npy("|u1", true, "3, 2", ByteBuffer.allocate(6).put(new byte[] {0, 1, 2, 3, 4, 5}));
        byte[] labels = npy("|u1", false, "3,", ByteBuffer.allocate(3).put(new byte[] {0, 2, 1}));
        Path csv = write(folder.resolve("x.csv"), "a,b,kind\n1,2,0\n3,4,1\n");
        Path x = write(folder.resolve("x.npy"), array);
        Path y = write(folder.resolve("y.npy"), labels);
        Path npz = write(folder.resolve("x.npz"), zip(array, labels));
        Path images = write(folder.resolve("x.idx"), idx(8, new int[] {2, 2, 2}, new byte[8]));
        Path classes = write(folder.resolve("y.idx"), idx(8, new int[] {2}, new byte[] {1, 0}));
        write(folder.resolve("pictures/a/1.png"), png());
        write(folder.resolve("pictures/b/1.png"), png());
        return List.of(
                subject(
                        "csv",
                        new CsvData(new CsvData.Config(
                                csv, CsvData.Header.AUTO, ",", List.of(), "kind", List.of(), AS_IT_IS))),
                subject("npy", new NpyData(new NpyData.Config(x, y, List.of(1, 2), false, AS_IT_IS))),
                subject("npz", new NpzData(new NpzData.Config(npz, "x", "y", List.of(), AS_IT_IS))),
                subject("idx", new IdxData(new IdxData.Config(images, classes, Pixels.UNIT, false, AS_IT_IS))),
                subject(
                        "images",
                        new ImageFolder(new ImageFolder.Config(
                                folder.resolve("pictures"),
                                ImageFolder.Colour.RGB,
                                List.of(),
                                Pixels.UNIT,
                                true,
                                AS_IT_IS))));
    }

    private static Subject<DataSubject> subject(String name, dev.rheo.api.data.DataSource data) {
        return new Subject<>(name, DataSubject.file(data));
    }

    private static byte[] zip(byte[] x, byte[] y) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(x);
            zip.putNextEntry(new ZipEntry("y.npy"));
            zip.write(y);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    private static byte[] png() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }
}
