package dev.rheo.runtime.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Figures made into PNG files. A picture is never worth a run: whatever fails (a machine without fonts makes AWT throw
 * errors of several kinds) becomes a sentence, and the other pictures are drawn.
 *
 * @param pictures in the order of their figures, those that could be drawn
 * @param problems what could not be drawn and why, without repetition
 */
record Gallery(List<Picture> pictures, List<String> problems) {
    /**
     * A drawn figure.
     *
     * @param light on a light background, the bytes of a PNG file
     * @param dark the same on a dark background
     */
    record Picture(Figure figure, byte[] light, byte[] dark) {}

    private record Attempt(Optional<Picture> picture, Optional<String> problem) {}

    static Gallery of(List<Figure> figures) {
        List<Attempt> attempts = figures.parallelStream().map(Gallery::attempt).toList();
        return new Gallery(
                attempts.stream().flatMap(attempt -> attempt.picture().stream()).toList(),
                attempts.stream()
                        .flatMap(attempt -> attempt.problem().stream())
                        .distinct()
                        .toList());
    }

    /** No pictures, since not even the figures could be made. */
    static Gallery failed(String what, Throwable failure) {
        return new Gallery(List.of(), List.of(sentence(what, failure)));
    }

    /** One figure on a light background, the bytes of a PNG file; without text on a machine that cannot write it. */
    static byte[] light(Figure figure) {
        try {
            return png(figure, Theme.LIGHT, true);
        } catch (Exception | LinkageError | InternalError noText) {
            return png(figure, Theme.LIGHT, false);
        }
    }

    private static Attempt attempt(Figure figure) {
        try {
            return new Attempt(Optional.of(drawn(figure, true)), Optional.empty());
        } catch (Exception | LinkageError | InternalError first) {
            return unlettered(figure, first);
        }
    }

    private static Attempt unlettered(Figure figure, Throwable first) {
        try {
            String problem = "Pictures carry no text, since this machine could not write it (" + reason(first)
                    + "). Install fontconfig and a font, for example Debian's fonts-dejavu-core.";
            return new Attempt(Optional.of(drawn(figure, false)), Optional.of(problem));
        } catch (Exception | LinkageError | InternalError second) {
            return new Attempt(Optional.empty(), Optional.of(sentence(figure.file(), first)));
        }
    }

    private static Picture drawn(Figure figure, boolean lettering) {
        List<byte[]> both = Stream.of(Theme.LIGHT, Theme.DARK)
                .parallel()
                .map(theme -> png(figure, theme, lettering))
                .toList();
        return new Picture(figure, both.get(0), both.get(1));
    }

    private static byte[] png(Figure figure, Theme theme, boolean lettering) {
        Canvas canvas = new Canvas(figure.width(), figure.height(), theme, lettering);
        figure.painter().paint(canvas);
        return Png.of(canvas.finish());
    }

    private static String sentence(String what, Throwable failure) {
        return what + " could not be drawn: " + reason(failure) + ".";
    }

    /** The innermost cause, which is where AWT keeps the true one. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = cause.getCause(); next != null && next != cause; next = cause.getCause()) {
            cause = next;
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ", " + message;
    }
}
