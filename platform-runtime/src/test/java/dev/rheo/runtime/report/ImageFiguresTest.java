package dev.rheo.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.runtime.report.Pictures.ImageSet;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.Pictures.Images;
import dev.rheo.runtime.report.Pictures.NoiseToImage;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageFiguresTest {
    private static final int WHITE = 0xffffffff;
    private static final int BLACK = 0xff000000;

    /** An image of 2 x 2 whose only white pixel tells its number in the set. */
    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);

    private static final ImageSet FOUR =
            new ImageSet(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}, new int[] {5, 3, 5, 3});

    @Test
    void rowsAreClassesInOrderAndColumnsKeepTheOrderOfTheSet() throws IOException {
        BufferedImage picture = drawn(new Images(SHAPE, 0, 1, FOUR, FOUR, NoiseToImage.none()), 0);
        ImageGrid real = ImageGrid.of(SHAPE, ImageFigures.CELL, ImageFigures.MARGIN, ImageFigures.TOP);

        assertThat(whitePixel(picture, real.cell(0, 0))).isEqualTo(1);
        assertThat(whitePixel(picture, real.cell(0, 1))).isEqualTo(3);
        assertThat(whitePixel(picture, real.cell(1, 0))).isEqualTo(0);
        assertThat(whitePixel(picture, real.cell(1, 1))).isEqualTo(2);
    }

    @Test
    void withoutLabelsImagesFollowOneAnother() throws IOException {
        ImageSet plain = new ImageSet(FOUR.values(), new int[0]);
        BufferedImage picture = drawn(new Images(SHAPE, 0, 1, plain, plain, NoiseToImage.none()), 0);
        ImageGrid real = ImageGrid.of(SHAPE, ImageFigures.CELL, ImageFigures.MARGIN, ImageFigures.TOP);

        for (int column = 0; column < 4; column++) {
            assertThat(whitePixel(picture, real.cell(0, column))).isEqualTo(column);
        }
    }

    @Test
    void theWayFromNoiseRunsFromLeftToRight() throws IOException {
        NoiseToImage path = new NoiseToImage(new float[] {0, 1}, FOUR.values());
        ImageSet none = new ImageSet(new float[0], new int[0]);
        BufferedImage picture = drawn(new Images(SHAPE, 0, 1, none, none, path), 0);
        ImageGrid grid = ImageGrid.of(SHAPE, ImageFigures.PATH_CELL, 8, ImageFigures.TOP);

        assertThat(whitePixel(picture, grid.cell(0, 0))).isEqualTo(0);
        assertThat(whitePixel(picture, grid.cell(0, 1))).isEqualTo(1);
        assertThat(whitePixel(picture, grid.cell(1, 0))).isEqualTo(2);
        assertThat(whitePixel(picture, grid.cell(1, 1))).isEqualTo(3);
    }

    @Test
    void channelsComeFirstAndAreRedGreenBlue() throws IOException {
        ImageShape shape = new ImageShape(3, 1, 1);
        ImageSet red = new ImageSet(new float[] {9, 0, -3}, new int[0]);
        BufferedImage picture = drawn(new Images(shape, 0, 1, red, red, NoiseToImage.none()), 0);
        Rectangle2D cell = ImageGrid.of(shape, ImageFigures.CELL, ImageFigures.MARGIN, ImageFigures.TOP)
                .cell(0, 0);

        assertThat(at(picture, cell, 0.5, 0.5)).isEqualTo(0xffff0000);
    }

    @Test
    void aPixelIsAWholeNumberOfDevicePixels() {
        for (int size : new int[] {8, 28, 32, 64}) {
            ImageGrid grid = ImageGrid.of(new ImageShape(1, size, size), ImageFigures.CELL, 0, 0);
            assertThat(grid.cellWidth() * Canvas.SCALE % size)
                    .as("size " + size)
                    .isZero();
        }
    }

    private static BufferedImage drawn(Images images, int figure) throws IOException {
        List<Figure> figures = new ImageFigures(images).all();
        byte[] png = Gallery.of(figures).pictures().get(figure).light();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** The number of the only white one of four pixels, row by row; fails unless the other three are black. */
    private static int whitePixel(BufferedImage picture, Rectangle2D cell) {
        int found = -1;
        for (int pixel = 0; pixel < 4; pixel++) {
            int colour = at(picture, cell, 0.25 + 0.5 * (pixel % 2), 0.25 + 0.5 * (pixel / 2));
            assertThat(colour).isIn(WHITE, BLACK);
            if (colour == WHITE) {
                assertThat(found).as("second white pixel").isEqualTo(-1);
                found = pixel;
            }
        }
        return found;
    }

    private static int at(BufferedImage picture, Rectangle2D cell, double x, double y) {
        return picture.getRGB((int) (Canvas.SCALE * (cell.getX() + x * cell.getWidth())), (int)
                (Canvas.SCALE * (cell.getY() + y * cell.getHeight())));
    }
}
