package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The format of MNIST and its relatives, plain or gzipped: the first axis counts the rows; rows with two axes are grey
 * pictures (1, height, width), rows with three are (channels, height, width).
 */
@RheoComponent(name = "idx", summary = "An IDX file such as MNIST's, plain or gzipped.", source = "LeCun, MNIST")
public final class IdxData implements DataSource {
    /** What {@code idx} may be told. */
    public record Config(
            @Option("The file with the rows.") Path path,

            @Option(value = "Another IDX file with one class per row.", defaultsTo = Option.ABSENT) @Nullable
            Path labels,

            @Option(value = Pixels.MEANING + " Other types than unsigned bytes stay raw.", defaultsTo = "symmetric")
            Pixels pixels,

            @Option(value = MappedRows.MEANING, defaultsTo = "false")
            boolean memoryMap,

            @Inline Preparation preparation)
            implements ComponentConfig {}

    private final Config config;

    @Inject
    public IdxData(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        DataFile file = new DataFile(config.path());
        return info(file.read(in -> IdxHeader.read(in, file)), labels(), file);
    }

    @Override
    public Rows load(RandomStreams random) {
        DataFile file = new DataFile(config.path());
        IdxHeader header = file.read(in -> IdxHeader.read(in, file));
        Labels labels = labels();
        DataInfo info = info(header, labels, file);
        float[] values = values(file);
        if (header.element() == Element.UINT8) {
            for (int i = 0; i < values.length; i++) {
                values[i] = config.pixels().of(values[i]);
            }
        }
        return ArraySet.rows(values, info, labels, file);
    }

    @Override
    public Optional<RowStore> stored() {
        if (!config.memoryMap()) {
            return Optional.empty();
        }
        DataFile file = new DataFile(config.path());
        IdxHeader header = file.read(in -> IdxHeader.read(in, file));
        Labels labels = labels();
        return Optional.of(MappedRows.map(
                file,
                header.bytes(),
                header.element(),
                ByteOrder.BIG_ENDIAN,
                info(header, labels, file),
                stored -> header.element() == Element.UINT8 ? config.pixels().of(stored) : stored,
                labels));
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }

    private DataInfo info(IdxHeader header, @Nullable Labels labels, DataFile file) {
        long rows = header.rows(file);
        int classes = labels == null ? 0 : labels.demand(rows).classes();
        Element element = header.element();
        double quantum = element == Element.UINT8 ? config.pixels().step() : element.quantum();
        return new DataInfo(header.rowShape(file), classes, rows, quantum);
    }

    private @Nullable Labels labels() {
        Path path = config.labels();
        if (path == null) {
            return null;
        }
        DataFile file = new DataFile(path);
        IdxHeader header = file.read(in -> IdxHeader.read(in, file));
        if (header.sizes().size() != 1) {
            throw file.wrong(
                    "has axes " + header.sizes() + ", not one label per row",
                    "name the labels' file, not the pictures'");
        }
        return Labels.of(values(file), file);
    }

    private static float[] values(DataFile file) {
        long size = file.size();
        return file.read(in -> {
            IdxHeader header = IdxHeader.read(in, file);
            long promised = size < 0 ? -1 : size - header.bytes();
            return header.element().read(in, header.count(file), ByteOrder.BIG_ENDIAN, promised, file);
        });
    }
}
