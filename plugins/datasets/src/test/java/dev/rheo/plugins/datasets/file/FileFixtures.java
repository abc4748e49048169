package dev.rheo.plugins.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rheo.api.component.Problems;
import dev.rheo.api.data.DataException;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files, whole and broken, and what is expected of them. */
final class FileFixtures {
    static final Preparation AS_IT_IS = new Preparation(0.1, Standardise.NONE);

    private FileFixtures() {}

    static Path write(Path path, byte[] bytes) {
        try {
            Files.createDirectories(path.getParent());
            return Files.write(path, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Path write(Path path, String text) {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    /** An NPY file of version 1 as NumPy writes it. */
    static byte[] npy(String descr, boolean fortran, String shape, ByteBuffer data) {
        String header = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': ("
                + shape + "), }";
        String padded = header + " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        ByteBuffer file = ByteBuffer.allocate(10 + padded.length() + data.position());
        file.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        file.put((byte) padded.length()).put((byte) (padded.length() >> 8));
        file.put(padded.getBytes(StandardCharsets.US_ASCII)).put(data.array(), 0, data.position());
        return file.array();
    }

    static byte[] idx(int type, int[] axes, byte[] data) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * axes.length + data.length);
        file.putInt(type << 8 | axes.length);
        for (int axis : axes) {
            file.putInt(axis);
        }
        return file.put(data).array();
    }

    static Rows load(DataSource data) {
        return data.load(new RandomStreams(0));
    }

    /** The message with which loading is refused; there is always a remedy. */
    static String refusal(DataSource data) {
        DataException refused = catchThrowableOfType(DataException.class, () -> load(data));
        assertThat(refused).as("loading").isNotNull();
        assertThat(refused.remedy()).isNotBlank();
        return refused.getMessage();
    }

    /** Collects errors as {@code option: problem}. */
    static final class Found implements Problems {
        final List<String> errors = new ArrayList<>();

        @Override
        public void error(String option, String problem, String remedy) {
            errors.add(option + ": " + problem);
        }

        @Override
        public void warning(String option, String problem, String remedy) {
            errors.add("warning " + option + ": " + problem);
        }
    }
}
