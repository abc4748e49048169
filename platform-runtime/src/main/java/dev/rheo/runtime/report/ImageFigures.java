package dev.rheo.runtime.report;

import dev.rheo.runtime.report.Pictures.ImageSet;
import dev.rheo.runtime.report.Pictures.ImageShape;
import dev.rheo.runtime.report.Pictures.Images;
import dev.rheo.runtime.report.Pictures.NoiseToImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Pictures of images: generated ones beside real ones, and the way from noise to image. */
final class ImageFigures {
    static final int COLUMNS = 10;
    static final int TOP = 30;
    static final int MARGIN = 34;
    static final int CELL = 40;
    static final int PATH_CELL = 62;
    private static final int ROWS = 10;
    private static final int PATH_ROWS = 8;
    private static final int PATH_TIMES = 11;
    private static final int BETWEEN = 30;

    private final Images images;

    ImageFigures(Images images) {
        this.images = images;
    }

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        if (images.real().values().length + images.generated().values().length > 0) {
            figures.add(grid());
        }
        if (images.path().values().length > 0) {
            figures.add(path(PATH_ROWS, PATH_TIMES));
        }
        if (images.reconstructed().length > 0) {
            figures.add(reconstruction());
        }
        return figures;
    }

    /** All generated images in order, so many in a row, and nothing else. */
    Figure sheet(int columns) {
        int count = images.generated().values().length / images.shape().size();
        ImageGrid grid = ImageGrid.whole(images.shape(), CELL, 4, 4);
        int width = (int) Math.ceil(grid.width(columns) + 8);
        int height = (int) Math.ceil(grid.height((count + columns - 1) / columns) + 8);
        return new Figure("sheet.png", "Generated images", "", width, height, canvas -> {
            for (int i = 0; i < count; i++) {
                BufferedImage image = image(canvas.theme(), images.generated().values(), i);
                grid.paint(canvas, image, i / columns, i % columns);
            }
        });
    }

    private Figure grid() {
        List<Integer> rowLabels = rowLabels();
        int[][] real = chosen(images.real(), rowLabels);
        int[][] generated = chosen(images.generated(), rowLabels);
        int rows = Math.max(real.length, generated.length);
        ImageGrid left = ImageGrid.of(images.shape(), CELL, MARGIN, TOP);
        ImageGrid right = ImageGrid.of(images.shape(), CELL, MARGIN + left.width(COLUMNS) + BETWEEN, TOP);
        int width = (int) Math.ceil(MARGIN + 2 * left.width(COLUMNS) + BETWEEN + 8);
        int height = (int) Math.ceil(TOP + left.height(rows) + 8);
        String caption = (rowLabels.isEmpty()
                        ? "Images of the data beside generated ones, in the order in which they came."
                        : "Images of the data beside generated ones; each row is one class, its number at the left."
                                + (rowLabels.size() == ROWS ? " At most " + ROWS + " classes are shown." : ""))
                + range();
        return new Figure("grid.png", "Real and generated images", caption, width, height, canvas -> {
            block(canvas, left, "Real", images.real(), real);
            block(canvas, right, "Generated", images.generated(), generated);
            for (int row = 0; row < rowLabels.size(); row++) {
                double y = left.cell(row, 0).getCenterY();
                String label = String.valueOf(rowLabels.get(row));
                Color color = canvas.theme().muted();
                canvas.text(label, MARGIN - 9, y, Canvas.Align.RIGHT, Canvas.NORMAL, color);
            }
        });
    }

    private void block(Canvas canvas, ImageGrid grid, String title, ImageSet set, int[][] chosen) {
        double y = grid.top() - 14;
        canvas.title(title, grid.left(), y, Canvas.Align.LEFT);
        String note =
                "n = " + Numbers.count(set.values().length / images.shape().size());
        double right = grid.left() + grid.width(COLUMNS);
        canvas.text(
                note, right, y, Canvas.Align.RIGHT, Canvas.SMALL, canvas.theme().muted());
        for (int row = 0; row < chosen.length; row++) {
            for (int column = 0; column < chosen[row].length; column++) {
                grid.paint(canvas, image(canvas.theme(), set.values(), chosen[row][column]), row, column);
            }
        }
    }

    /** Labels that get a row each; empty if either side has none, and then rows mean nothing. */
    private List<Integer> rowLabels() {
        int size = images.shape().size();
        for (ImageSet set : List.of(images.real(), images.generated())) {
            if (set.labels().length != set.values().length / size) {
                return List.of();
            }
        }
        SortedSet<Integer> labels = new TreeSet<>();
        for (int label : images.real().labels()) {
            labels.add(label);
        }
        for (int label : images.generated().labels()) {
            labels.add(label);
        }
        return labels.stream().limit(ROWS).toList();
    }

    private int[][] chosen(ImageSet set, List<Integer> rowLabels) {
        int count = set.values().length / images.shape().size();
        int rows = rowLabels.isEmpty() ? Math.min(ROWS - 2, (count + COLUMNS - 1) / COLUMNS) : rowLabels.size();
        int[][] chosen = new int[rows][];
        for (int row = 0; row < rows; row++) {
            List<Integer> own = new ArrayList<>();
            for (int i = rowLabels.isEmpty() ? row * COLUMNS : 0; i < count && own.size() < COLUMNS; i++) {
                if (rowLabels.isEmpty() || set.labels()[i] == rowLabels.get(row)) {
                    own.add(i);
                }
            }
            chosen[row] = own.stream().mapToInt(Integer::intValue).toArray();
        }
        return chosen;
    }

    /** The first samples on their way, at some of the times. */
    Figure path(int mostRows, int mostTimes) {
        NoiseToImage path = images.path();
        int samples = path.samples(images.shape().size());
        int rows = Math.min(mostRows, samples);
        int columns = Math.min(mostTimes, path.times().length);
        ImageGrid grid = ImageGrid.of(images.shape(), PATH_CELL, 8, TOP);
        int width = (int) Math.ceil(grid.width(columns) + 16);
        int height = (int) Math.ceil(TOP + grid.height(rows) + 8);
        String caption = "Each row is one sample on its way from noise (t = 0) to image (t = 1)." + range();
        return new Figure("path.png", "From noise to image", caption, width, height, canvas -> {
            for (int column = 0; column < columns; column++) {
                int time = columns == 1 ? 0 : Math.round(column * (path.times().length - 1f) / (columns - 1));
                double x = grid.cell(0, column).getCenterX();
                String title = Numbers.time(path.times()[time]);
                Color color = canvas.theme().muted();
                canvas.text(title, x, grid.top() - 14, Canvas.Align.CENTER, Canvas.SMALL, color);
                for (int row = 0; row < rows; row++) {
                    int index = row * path.times().length + time;
                    grid.paint(canvas, image(canvas.theme(), path.values(), index), row, column);
                }
            }
        });
    }

    private Figure reconstruction() {
        int count = images.reconstructed().length / images.shape().size();
        ImageGrid grid = ImageGrid.of(images.shape(), PATH_CELL, 8, TOP);
        int width = (int) Math.ceil(grid.width(count) + 16);
        int height = (int) Math.ceil(TOP + grid.height(2) + 8);
        String caption = "Images of the data, and below each what the autoencoder makes of its latent." + range();
        return new Figure("reconstruction.png", "Reconstruction", caption, width, height, canvas -> {
            for (int i = 0; i < count; i++) {
                grid.paint(canvas, image(canvas.theme(), images.real().values(), i), 0, i);
                grid.paint(canvas, image(canvas.theme(), images.reconstructed(), i), 1, i);
            }
        });
    }

    private String range() {
        String channels = images.shape().channels() == 1 || images.shape().channels() == 3
                ? ""
                : " Of " + images.shape().channels() + " channels the first is shown.";
        return " Black is " + Numbers.shown(images.low()) + ", white " + Numbers.shown(images.high())
                + "; values outside are clipped, values that are not finite are pink." + channels;
    }

    private BufferedImage image(Theme theme, float[] values, int index) {
        ImageShape shape = images.shape();
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        int plane = shape.height() * shape.width();
        for (int pixel = 0; pixel < plane; pixel++) {
            int rgb = 0;
            for (int color = 0; color < 3; color++) {
                int channel = shape.channels() == 3 ? color : 0;
                int level = level(values[index * shape.size() + channel * plane + pixel]);
                if (level < 0) {
                    rgb = theme.fault().getRGB();
                    break;
                }
                rgb = rgb << 8 | level;
            }
            image.setRGB(pixel % shape.width(), pixel / shape.width(), rgb);
        }
        return image;
    }

    private int level(float value) {
        if (!Float.isFinite(value)) {
            return -1;
        }
        double fraction = (value - images.low()) / (images.high() - images.low());
        return (int) Math.round(255 * Math.max(0, Math.min(1, fraction)));
    }
}
