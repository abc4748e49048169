package dev.rheo.runtime.samples;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A kind of file that samples are written to. */
public enum SampleFormat {
    /** float32 in the data's own units, labels in a file beside it. */
    NPY,
    /** A header and one line for each sample; the label comes last. */
    CSV,
    /** Sheets of images, or a picture of points in the plane. */
    PNG;

    /** What names of such files end in. */
    public String suffix() {
        return "." + this;
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SampleFormat> named(String name) {
        for (SampleFormat format : values()) {
            if (format.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** By the end of a file's name. */
    public static Optional<SampleFormat> of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : named(name.substring(dot + 1));
    }
}
