package dev.rheo.runtime.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Figures made into PNG files. A picture is never worth a run: whatever fails (a machine without fonts makes AWT throw
 * errors of several kinds) becomes a sentence, and the other pictures are drawn.
 */
final class Gallery {
    /**
     * A drawn figure.
     *
     * @param light on a light background, the bytes of a PNG file
     * @param dark the same on a dark background
     */
    record Picture(Figure figure, byte[] light, byte[] dark) {}

    private final List<Picture> pictures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean lettering = true;

    List<Picture> pictures() {
        return pictures;
    }

    List<String> problems() {
        return problems;
    }

    void draw(Figure figure) {
        try {
            pictures.add(drawn(figure));
        } catch (Exception | LinkageError | InternalError first) {
            if (lettering) {
                drawUnlettered(figure, first);
            } else {
                problems.add(sentence(figure.file(), first));
            }
        }
    }

    /** Says that figures could not even be made. */
    void failed(String what, Throwable failure) {
        problems.add(sentence(what, failure));
    }

    private void drawUnlettered(Figure figure, Throwable first) {
        lettering = false;
        try {
            pictures.add(drawn(figure));
            problems.add("Pictures carry no text, since this machine could not write it (" + reason(first)
                    + "). Install fontconfig and a font, for example fonts-dejavu-core.");
        } catch (Exception | LinkageError | InternalError second) {
            lettering = true;
            problems.add(sentence(figure.file(), first));
        }
    }

    private Picture drawn(Figure figure) {
        return new Picture(figure, png(figure, Theme.LIGHT), png(figure, Theme.DARK));
    }

    private byte[] png(Figure figure, Theme theme) {
        Canvas canvas = new Canvas(figure.width(), figure.height(), theme, lettering);
        figure.painter().paint(canvas);
        return encoded(canvas.finish());
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String sentence(String what, Throwable failure) {
        return what + " could not be drawn: " + reason(failure) + ".";
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ", " + message;
    }
}
