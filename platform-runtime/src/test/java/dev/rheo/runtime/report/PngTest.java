package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void aReaderFindsEveryPixelAgain() throws IOException {
        BufferedImage image = noise(61, 47);

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));

        assertThat(pixels(read)).isEqualTo(pixels(image));
    }

    @Test
    void aPictureLargerThanTheBufferIsWhole() throws IOException {
        BufferedImage image = noise(400, 300); // noise does not compress: 360 kB

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.of(image)));

        assertThat(pixels(read)).isEqualTo(pixels(image));
    }

    @Test
    void equalPicturesGiveEqualFiles() {
        assertThat(Png.of(noise(20, 10))).isEqualTo(Png.of(noise(20, 10)));
    }

    @Test
    void rowsThatRepeatCostNextToNothing() {
        BufferedImage stripes = new BufferedImage(300, 1000, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stripes.getHeight(); y++) {
            for (int x = 0; x < stripes.getWidth(); x++) {
                stripes.setRGB(x, y, 0x40a0f0 * (x % 7));
            }
        }

        assertThat(Png.of(stripes)).hasSizeLessThan(8000);
    }

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(1);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
