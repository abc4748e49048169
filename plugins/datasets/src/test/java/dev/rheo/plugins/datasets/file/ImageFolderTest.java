package dev.rheo.plugins.datasets.file;

import static dev.rheo.plugins.datasets.file.FileFixtures.AS_IT_IS;
import static dev.rheo.plugins.datasets.file.FileFixtures.load;
import static dev.rheo.plugins.datasets.file.FileFixtures.refusal;
import static dev.rheo.plugins.datasets.file.FileFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.plugins.datasets.file.ImageFolder.Colour;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("pictures"));
    }

    @Test
    void readsColoursChannelsFirst() throws IOException {
        save("a.png", rgb(2, 1, 0xff0000, 0x00ff80));
        Rows rows = load(data(Colour.RGB, List.of(), false));
        assertThat(rows.shape()).isEqualTo(SampleShape.of(3, 1, 2));
        assertThat(rows.points().values()).containsExactly(255, 0, 0, 255, 0, 128);
    }

    @Test
    void greyPicturesKeepTheirStoredValues() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 128);
        grey.getRaster().setSample(1, 0, 0, 7);
        save("a.png", grey);
        assertThat(load(data(Colour.GREY, List.of(), false)).points().values()).containsExactly(128, 7);
        assertThat(load(data(Colour.RGB, List.of(), false)).points().values()).containsExactly(128, 7, 128, 7, 128, 7);
    }

    @Test
    void sixteenBitGreyIsBroughtToTheSameScale() throws IOException {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 65535);
        save("a.png", grey);
        assertThat(load(data(Colour.GREY, List.of(), false)).points().values()).containsExactly(255);
    }

    @Test
    void transparencyIsLaidOnWhite() throws IOException {
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x00000000);
        save("a.png", clear);
        assertThat(load(data(Colour.GREY, List.of(), false)).points().values()[0])
                .isCloseTo(255, within(1e-3f));
    }

    @Test
    void theStepBetweenPixelsIsKnownOfChannelsAsTheyAreStored() throws IOException {
        save("1.png", rgb(1, 1, 0xffffff));
        assertThat(data(Colour.RGB, List.of(), false).info().quantum()).isEqualTo(1);
        assertThat(data(Colour.GREY, List.of(), false).info().quantum()).isZero();
        assertThat(data(Colour.RGB, List.of(2, 2), false).info().quantum()).isZero();
    }

    @Test
    void labelsAreTheSubFoldersInAlphabeticalOrder() throws IOException {
        save("dog/1.png", rgb(1, 1, 0xffffff));
        save("cat/2.png", rgb(1, 1, 0x000000));
        save("cat/.hidden.png", rgb(1, 1, 0x000000));
        ImageFolder data = data(Colour.GREY, List.of(), true);
        Rows rows = load(data);
        assertThat(rows.labels()).containsExactly(0, 1);
        assertThat(rows.points().values()).containsExactly(0, 255);
        assertThat(data.info()).isEqualTo(new DataInfo(SampleShape.of(1, 1, 1), 2, 2));
    }

    @Test
    void readsJpeg() throws IOException {
        ImageIO.write(
                rgb(8, 8, colours(64, 0x808080)), "jpg", folder.resolve("a.jpg").toFile());
        assertThat(load(data(Colour.GREY, List.of(), false)).points().values()[10])
                .isCloseTo(128, within(2f));
    }

    @Test
    void shrinkingAveragesOverAllPixels() throws IOException {
        int[] board = new int[64];
        for (int i = 0; i < 64; i++) {
            board[i] = (i + i / 8) % 2 == 0 ? 0xffffff : 0;
        }
        save("a.png", rgb(8, 8, board));
        for (float value :
                load(data(Colour.GREY, List.of(2, 2), false)).points().values()) {
            assertThat(value).isCloseTo(127.5f, within(6f));
        }
    }

    @Test
    void resizingKeepsConstantPicturesAndMakesSizesEqual() throws IOException {
        save("a.png", rgb(5, 3, colours(15, 0x646464)));
        save("b.png", rgb(2, 9, colours(18, 0x646464)));
        Rows rows = load(data(Colour.GREY, List.of(4, 6), false));
        assertThat(rows.shape()).isEqualTo(SampleShape.of(1, 4, 6));
        for (float value : rows.points().values()) {
            assertThat(value).isCloseTo(100, within(1e-3f));
        }
    }

    @Test
    void refusesPicturesOfUnequalSize() throws IOException {
        save("a.png", rgb(2, 1, 0, 0));
        save("b.png", rgb(1, 2, 0, 0));
        assertThat(refusal(data(Colour.RGB, List.of(), false)))
                .endsWith("b.png: is 2 high and 1 wide, the first picture 1 and 2");
    }

    @Test
    void refusesPicturesThatAreCutOffOrNone() throws IOException {
        BufferedImage noise = rgb(64, 64, colours(4096, 0));
        for (int i = 0; i < 4096; i++) {
            noise.setRGB(i % 64, i / 64, i * 2654435 & 0xffffff);
        }
        save("a.png", noise);
        byte[] png = Files.readAllBytes(folder.resolve("a.png"));
        write(folder.resolve("a.png"), Arrays.copyOf(png, png.length / 2));
        assertThat(refusal(data(Colour.RGB, List.of(), false))).contains("a.png: cannot be decoded");
        write(folder.resolve("a.png"), "no picture");
        assertThat(refusal(data(Colour.RGB, List.of(), false))).endsWith("a.png: is not a picture that can be read");
        write(folder.resolve("a.png"), new byte[0]);
        assertThat(refusal(data(Colour.RGB, List.of(), false))).contains("a.png: is not a picture");
    }

    @Test
    void refusesAJpegThatIsCutOff() throws IOException {
        BufferedImage noise = rgb(64, 64, colours(4096, 0));
        for (int i = 0; i < 4096; i++) {
            noise.setRGB(i % 64, i / 64, i * 2654435 & 0xffffff);
        }
        Path path = folder.resolve("a.jpg");
        ImageIO.write(noise, "jpg", path.toFile());
        byte[] jpeg = Files.readAllBytes(path);
        write(path, Arrays.copyOf(jpeg, jpeg.length / 2));
        assertThat(refusal(data(Colour.RGB, List.of(), false))).endsWith("a.jpg: ends too early: it is cut off");
    }

    @Test
    void refusesAHeaderOfGiganticSize() throws IOException {
        save("a.png", rgb(1, 1, 0));
        byte[] png = Files.readAllBytes(folder.resolve("a.png"));
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        write(folder.resolve("a.png"), png);
        assertThat(refusal(data(Colour.RGB, List.of(), false))).endsWith("announces 60000 by 60000 pixels");
        assertThat(refusal(data(Colour.RGB, List.of(2, 2), false))).endsWith("announces 60000 by 60000 pixels");
    }

    @Test
    void refusesFoldersWithoutPicturesOrClasses() throws IOException {
        assertThat(refusal(data(Colour.RGB, List.of(), false))).contains("holds no picture");
        save("a.png", rgb(1, 1, 0));
        assertThat(refusal(data(Colour.RGB, List.of(), true))).contains("a.png: lies in no sub-folder");
        folder = folder.resolve("missing");
        assertThat(refusal(data(Colour.RGB, List.of(), false))).endsWith("there is no such folder");
    }

    /** Six pixels in a row, the middle two of which are the square that is asked for, once enlarged. */
    @Test
    void croppingTakesTheMiddleAndKeepsProportions() throws IOException {
        BufferedImage wide = new BufferedImage(6, 2, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 6; x++) {
            for (int y = 0; y < 2; y++) {
                wide.getRaster().setSample(x, y, 0, 40 * x);
            }
        }
        save("wide.png", wide);
        ImageFolder cropped = new ImageFolder(new ImageFolder.Config(
                folder, Colour.GREY, List.of(2, 2), ImageFolder.Fit.CROP, Pixels.RAW, false, AS_IT_IS));
        assertThat(load(cropped).points().values()).containsExactly(80, 120, 80, 120);
        assertThat(load(data(Colour.GREY, List.of(2, 2), false)).points().values()[0])
                .isLessThan(80);
    }

    private ImageFolder data(Colour colour, List<Integer> size, boolean labels) {
        return new ImageFolder(new ImageFolder.Config(folder, colour, size, Pixels.RAW, labels, AS_IT_IS));
    }

    private void save(String name, BufferedImage image) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        ImageIO.write(image, "png", path.toFile());
    }

    private static int[] colours(int count, int colour) {
        int[] colours = new int[count];
        Arrays.fill(colours, colour);
        return colours;
    }

    private static BufferedImage rgb(int width, int height, int... colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        return image;
    }
}
