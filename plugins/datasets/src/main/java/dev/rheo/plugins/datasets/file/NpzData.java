package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An array of a NumPy archive ({@code numpy.savez}, compressed or not), and the labels from another one. */
@RheoComponent(name = "npz", summary = "An array of a NumPy archive.", source = "NumPy format, NEP 1")
public final class NpzData implements DataSource {
    private static final String SUFFIX = ".npy";

    /** What {@code npz} may be told. */
    public record Config(
            @Option("The archive.") Path path,

            @Option(
                    value =
                            "Name of the array with the rows; may be left out if it is the only one besides the labels.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            String array,

            @Option(value = "Name of the array with one class per row, numbered from 0.", defaultsTo = Option.ABSENT)
            @Nullable
            String labels,

            @Option(
                    value =
                            "Name of the array with numbers that samples are asked for by, a row of them or one for each row.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            String conditions,

            @Option(
                    value =
                            "Name of the array with a sequence of tokens for each row: whole numbers from 0, all sequences of one"
                                    + " length. For networks that read tokens: mm-dit.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            String tokens,

            @Option(value = Shapes.MEANING, defaultsTo = "[]")
            List<Integer> shape,

            @Inline Preparation preparation)
            implements ComponentConfig {
        /** Without conditions. */
        Config(
                Path path,
                @Nullable String array,
                @Nullable String labels,
                List<Integer> shape,
                Preparation preparation) {
            this(path, array, labels, null, null, shape, preparation);
        }

        @Override
        public void check(Problems problems) {
            Shapes.check(shape, problems);
        }
    }

    private final Config config;
    private final DataFile file;

    @Inject
    public NpzData(Config config) {
        this.config = config;
        this.file = new DataFile(config.path());
    }

    @Override
    public DataInfo info() {
        return open(zip -> {
            DataFile member = member(array(zip));
            try (InputStream in = stream(zip, array(zip))) {
                return ArraySet.info(NpyHeader.read(in, member), labels(zip), config.shape(), member)
                        .with(ArraySet.names(conditions(zip), tokens(zip)));
            }
        });
    }

    @Override
    public Rows load(RandomStreams random) {
        return open(zip -> {
            String name = array(zip);
            Rows rows = ArraySet.rows(read(zip, name), labels(zip), config.shape(), member(name));
            return rows.with(ArraySet.beside(conditions(zip), tokens(zip), rows, member(name)));
        });
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }

    private <T> T open(Visit<T> visit) {
        file.demand();
        try (ZipFile zip = new ZipFile(config.path().toFile())) {
            return visit.of(zip);
        } catch (IOException broken) {
            throw file.failure(broken);
        }
    }

    private String array(ZipFile zip) {
        String named = config.array();
        if (named != null) {
            return named;
        }
        List<String> others = names(zip).stream()
                .filter(name -> !name.equals(config.labels())
                        && !name.equals(config.conditions())
                        && !name.equals(config.tokens()))
                .toList();
        if (others.size() != 1) {
            throw file.wrong(
                    "holds the arrays " + others + ", so which one has the rows is not clear",
                    "say array: followed by one of them");
        }
        return others.get(0);
    }

    private @Nullable Labels labels(ZipFile zip) throws IOException {
        String named = config.labels();
        return named == null ? null : read(zip, named).labels(member(named));
    }

    private @Nullable NpyArray tokens(ZipFile zip) throws IOException {
        String named = config.tokens();
        if (named == null) {
            return null;
        }
        NpyArray tokens = read(zip, named);
        Labels.of(tokens.values(), member(named)); // whole numbers from 0
        return tokens;
    }

    private @Nullable NpyArray conditions(ZipFile zip) throws IOException {
        String named = config.conditions();
        return named == null ? null : read(zip, named);
    }

    private NpyArray read(ZipFile zip, String name) throws IOException {
        try (InputStream in = stream(zip, name)) {
            return NpyArray.read(in, entry(zip, name).getSize(), member(name));
        }
    }

    private InputStream stream(ZipFile zip, String name) throws IOException {
        return new BufferedInputStream(Objects.requireNonNull(zip.getInputStream(entry(zip, name))));
    }

    private ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name + SUFFIX);
        if (entry == null) {
            throw file.wrong("has no array \"" + name + "\"", "use one of " + names(zip));
        }
        return entry;
    }

    private DataFile member(String name) {
        return new DataFile(config.path().resolveSibling(config.path().getFileName() + "[" + name + "]"));
    }

    private static List<String> names(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .sorted()
                .toList();
    }

    @FunctionalInterface
    private interface Visit<T> {
        T of(ZipFile zip) throws IOException;
    }
}
