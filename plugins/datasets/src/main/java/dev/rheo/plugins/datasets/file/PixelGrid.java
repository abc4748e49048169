package dev.rheo.plugins.datasets.file;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * A decoded picture.
 *
 * @param rgb 0 … 255 in the order channel (red, green, blue), row, column
 */
record PixelGrid(int height, int width, float[] rgb) {
    static PixelGrid of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean grey = !(model instanceof IndexColorModel) && model.getNumColorComponents() == 1;
        return grey ? grey(image, model) : colour(image);
    }

    /** Grey is read from the raster: Java's conversion to sRGB takes it for linear light and brightens it. */
    private static PixelGrid grey(BufferedImage image, ColorModel model) {
        int height = image.getHeight();
        int width = image.getWidth();
        float[] rgb = new float[3 * height * width];
        WritableRaster raster = image.getRaster();
        double full = Math.pow(2, model.getComponentSize(0)) - 1;
        double opaque = model.hasAlpha() ? Math.pow(2, model.getComponentSize(1)) - 1 : 1;
        for (int i = 0; i < height * width; i++) {
            int x = i % width;
            int y = i / width;
            double value = 255 * raster.getSample(x, y, 0) / full;
            double alpha = model.hasAlpha() ? raster.getSample(x, y, 1) / opaque : 1;
            for (int channel = 0; channel < 3; channel++) {
                rgb[channel * height * width + i] = onWhite(value, alpha);
            }
        }
        return new PixelGrid(height, width, rgb);
    }

    private static PixelGrid colour(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        float[] rgb = new float[3 * height * width];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                double alpha = (row[x] >>> 24) / 255.0;
                for (int channel = 0; channel < 3; channel++) {
                    int value = row[x] >>> (16 - 8 * channel) & 0xff;
                    rgb[(channel * height + y) * width + x] = onWhite(value, alpha);
                }
            }
        }
        return new PixelGrid(height, width, rgb);
    }

    private static float onWhite(double value, double alpha) {
        return (float) (alpha * value + (1 - alpha) * 255);
    }

    /** The largest middle part that has the proportions of {@code toHeight} by {@code toWidth}, to a pixel. */
    PixelGrid crop(int toHeight, int toWidth) {
        int newHeight = (int) Math.max(1, Math.min(height, Math.round((double) width * toHeight / toWidth)));
        int newWidth = (int) Math.max(1, Math.min(width, Math.round((double) height * toWidth / toHeight)));
        int top = (height - newHeight) / 2;
        int left = (width - newWidth) / 2;
        float[] part = new float[3 * newHeight * newWidth];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < newHeight; y++) {
                int from = (channel * height + top + y) * width + left;
                System.arraycopy(rgb, from, part, (channel * newHeight + y) * newWidth, newWidth);
            }
        }
        return new PixelGrid(newHeight, newWidth, part);
    }

    /** Bilinear where the picture grows, its triangle widened to average over all pixels where it shrinks. */
    PixelGrid resize(int toHeight, int toWidth) {
        float[] narrow = new float[3 * height * toWidth];
        double[][] columns = weights(width, toWidth);
        for (int line = 0; line < 3 * height; line++) {
            for (int x = 0; x < toWidth; x++) {
                double sum = 0;
                for (int k = 1; k < columns[x].length; k++) {
                    sum += columns[x][k] * rgb[line * width + (int) columns[x][0] + k - 1];
                }
                narrow[line * toWidth + x] = (float) sum;
            }
        }
        float[] resized = new float[3 * toHeight * toWidth];
        double[][] lines = weights(height, toHeight);
        for (int i = 0; i < resized.length; i++) {
            int x = i % toWidth;
            int y = i / toWidth % toHeight;
            int channel = i / (toWidth * toHeight);
            double sum = 0;
            for (int k = 1; k < lines[y].length; k++) {
                sum += lines[y][k] * narrow[(channel * height + (int) lines[y][0] + k - 1) * toWidth + x];
            }
            resized[i] = (float) sum;
        }
        return new PixelGrid(toHeight, toWidth, resized);
    }

    /** For each pixel of the result the first pixel it is made of, followed by their weights, which sum to 1. */
    private static double[][] weights(int from, int to) {
        double ratio = (double) from / to;
        double reach = Math.max(1, ratio);
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * ratio;
            int first = (int) Math.max(0, Math.floor(centre - reach));
            int end = (int) Math.min(from, Math.ceil(centre + reach));
            double[] triangle = new double[end - first + 1];
            triangle[0] = first;
            double sum = 0;
            for (int k = first; k < end; k++) {
                double weight = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach);
                triangle[k - first + 1] = weight;
                sum += weight;
            }
            for (int k = 1; k < triangle.length; k++) {
                triangle[k] /= sum;
            }
            weights[i] = triangle;
        }
        return weights;
    }

    void write(boolean grey, Pixels pixels, float[] into, int offset) {
        int plane = height * width;
        for (int i = 0; i < (grey ? plane : 3 * plane); i++) {
            double value = grey ? 0.299 * rgb[i] + 0.587 * rgb[plane + i] + 0.114 * rgb[2 * plane + i] : rgb[i];
            into[offset + i] = pixels.of(value);
        }
    }
}
