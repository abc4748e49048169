package dev.rheo.plugins.datasets.file;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.api.component.Problems;
import dev.rheo.api.component.RheoComponent;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.Preparation;
import dev.rheo.api.data.RowStore;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.RandomStreams;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NumPy array; its first axis counts the rows. float32, float64, integers and booleans, in C or Fortran order and
 * either byte order. Values are taken as they are stored.
 */
@RheoComponent(name = "npy", summary = "A NumPy array file.", source = "NumPy format, NEP 1")
public final class NpyData implements DataSource {
    /** What {@code npy} may be told. */
    public record Config(
            @Option("The array; rows along its first axis.") Path path,

            @Option(value = "Another array file with one class per row, numbered from 0.", defaultsTo = Option.ABSENT)
            @Nullable
            Path labels,

            @Option(
                    value =
                            "Another array file with numbers that samples are asked for by, a row of them or one for each row.",
                    defaultsTo = Option.ABSENT)
            @Nullable
            Path conditions,

            @Option(value = Shapes.MEANING, defaultsTo = "[]")
            List<Integer> shape,

            @Option(value = MappedRows.MEANING, defaultsTo = "false")
            boolean memoryMap,

            @Inline Preparation preparation)
            implements ComponentConfig {
        /** Without conditions. */
        Config(Path path, @Nullable Path labels, List<Integer> shape, boolean memoryMap, Preparation preparation) {
            this(path, labels, null, shape, memoryMap, preparation);
        }

        @Override
        public void check(Problems problems) {
            Shapes.check(shape, problems);
            if (memoryMap && conditions != null) {
                problems.error(
                        "memoryMap", "rows with conditions are loaded", "Leave out memoryMap, or the conditions.");
            }
        }
    }

    private final Config config;

    @Inject
    public NpyData(Config config) {
        this.config = config;
    }

    @Override
    public DataInfo info() {
        DataFile file = new DataFile(config.path());
        NpyHeader header = file.read(in -> NpyHeader.read(in, file));
        return ArraySet.info(header, labels(), config.shape(), file).with(ArraySet.names(conditions(), null));
    }

    @Override
    public Rows load(RandomStreams random) {
        DataFile file = new DataFile(config.path());
        long size = file.size();
        Rows rows = ArraySet.rows(file.read(in -> NpyArray.read(in, size, file)), labels(), config.shape(), file);
        return rows.with(ArraySet.beside(conditions(), null, rows, file));
    }

    @Override
    public Optional<RowStore> stored() {
        if (!config.memoryMap()) {
            return Optional.empty();
        }
        DataFile file = new DataFile(config.path());
        NpyHeader header = file.read(in -> NpyHeader.read(in, file));
        if (header.fortran()) {
            throw file.wrong(
                    "is in Fortran order, in which the numbers of a row are far from each other",
                    "save it again with numpy.ascontiguousarray, or leave out memoryMap");
        }
        Labels labels = labels();
        return Optional.of(MappedRows.map(
                file,
                header.bytes(),
                header.element(),
                header.order(),
                ArraySet.info(header, labels, config.shape(), file),
                stored -> stored,
                labels));
    }

    @Override
    public Preparation preparation() {
        return config.preparation();
    }

    private @Nullable NpyArray conditions() {
        Path path = config.conditions();
        if (path == null) {
            return null;
        }
        DataFile file = new DataFile(path);
        long size = file.size();
        return file.read(in -> NpyArray.read(in, size, file));
    }

    private @Nullable Labels labels() {
        Path path = config.labels();
        if (path == null) {
            return null;
        }
        DataFile file = new DataFile(path);
        long size = file.size();
        return file.read(in -> NpyArray.read(in, size, file)).labels(file);
    }
}
