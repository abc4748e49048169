package dev.rheo.plugins.datasets.file;

import dev.rheo.api.data.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** One PNG or JPEG file. */
record ImageFile(Path path) {
    /** More pixels than this are taken for a damaged header. */
    static final long MOST_PIXELS = 1L << 26;

    /** Pixels of a picture. */
    record Size(int height, int width) {}

    /** The size as the file's header tells. */
    Size size() {
        return read((reader, warnings) -> announced(reader));
    }

    PixelGrid pixels() {
        return read((reader, warnings) -> {
            announced(reader);
            BufferedImage image = reader.read(0);
            if (warnings.cutOff) {
                throw file().wrong("ends too early: it is cut off", "copy or download the file again");
            }
            return PixelGrid.of(image);
        });
    }

    private Size announced(ImageReader reader) throws IOException {
        Size size = new Size(reader.getHeight(0), reader.getWidth(0));
        if ((long) size.height() * size.width() > MOST_PIXELS) {
            throw file().wrong(
                            "its header announces " + size.height() + " by " + size.width() + " pixels",
                            "remove it if it is damaged, or make it smaller");
        }
        return size;
    }

    private DataFile file() {
        return new DataFile(path);
    }

    private <T> T read(Decoding<T> decoding) {
        file().demand();
        try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
            ImageReader reader = reader(in);
            try {
                Warnings warnings = new Warnings();
                reader.addIIOReadWarningListener(warnings);
                reader.setInput(in, true, true);
                return decoding.of(reader, warnings);
            } finally {
                reader.dispose();
            }
        } catch (DataException known) {
            throw known;
        } catch (IOException | RuntimeException broken) { // decoders answer damage with exceptions of any kind
            throw new DataException(
                    path + ": cannot be decoded: " + broken.getMessage(), "remove it or convert it to PNG", broken);
        }
    }

    private ImageReader reader(@Nullable ImageInputStream in) {
        if (in != null) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (readers.hasNext()) {
                return readers.next();
            }
        }
        throw file().wrong("is not a picture that can be read", "remove it or convert it to PNG");
    }

    /** libjpeg completes a picture that is cut off with grey and only warns. */
    private static final class Warnings implements IIOReadWarningListener {
        private boolean cutOff;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            cutOff |= warning.contains("EOI") || warning.contains("premature end");
        }
    }

    @FunctionalInterface
    private interface Decoding<T> {
        T of(ImageReader reader, Warnings warnings) throws IOException;
    }
}
