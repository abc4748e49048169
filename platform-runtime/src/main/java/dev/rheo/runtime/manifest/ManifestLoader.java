package dev.rheo.runtime.manifest;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.manifest.tree.ManifestFile;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.Overrides;
import dev.rheo.runtime.plugin.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a manifest file to an {@link ExperimentSpec}. Safe for use from any thread. */
public final class ManifestLoader {
    private final Binder binder;

    public ManifestLoader(Catalogue catalogue, Schemas schemas) {
        this.binder = new Binder(catalogue, schemas);
    }

    /**
     * Reads a manifest, what it extends, and the overrides, and binds the whole.
     *
     * @param file as the user named it
     * @param overrides {@code path=value}, in the order given
     * @param workingDirectory relative paths in overrides are resolved against it
     */
    public Bound<ExperimentSpec> load(Path file, List<String> overrides, Path workingDirectory) {
        List<Diagnostic> reading = new ArrayList<>();
        Optional<Mapping> manifest = ManifestFile.read(file, reading::add)
                .map(tree -> Overrides.apply(tree, overrides, workingDirectory, reading::add));
        return bound(manifest, reading);
    }

    /**
     * Binds a manifest that stands inside another file, and overrides. It must be complete: {@code extends} is not followed.
     *
     * @param name what messages call it
     */
    public Bound<ExperimentSpec> loadText(String manifest, String name, List<String> overrides) {
        List<Diagnostic> reading = new ArrayList<>();
        Path here = Path.of("").toAbsolutePath();
        Optional<Mapping> tree = ManifestFile.parse(manifest, name, reading::add)
                .map(parsed -> Overrides.apply(parsed, overrides, here, reading::add));
        return bound(tree, reading);
    }

    private Bound<ExperimentSpec> bound(Optional<Mapping> manifest, List<Diagnostic> reading) {
        if (manifest.isEmpty()) {
            return failed(reading);
        }
        Optional<Diagnostic> version = unknownVersion(manifest.get());
        if (version.isPresent()) {
            reading.add(version.get());
            return failed(reading);
        }
        Bound<ExperimentSpec> bound = binder.bind(manifest.get(), ExperimentSpec.class);
        boolean readable = !Diagnostic.anyError(reading);
        reading.addAll(bound.diagnostics());
        ExperimentSpec spec = readable ? bound.value() : null;
        return new Bound<>(
                spec, bound.parts(), bound.components(), bound.complete() && readable, reading, bound.sources());
    }

    private static Bound<ExperimentSpec> failed(List<Diagnostic> diagnostics) {
        return new Bound<>(null, Map.of(), Map.of(), false, diagnostics, SourceMap.EMPTY);
    }

    private static Optional<Diagnostic> unknownVersion(Mapping manifest) {
        Entry version = manifest.entries().get("rheo");
        boolean other = version != null
                && version.value() instanceof Scalar scalar
                && scalar.type() == Scalar.Type.INTEGER
                && !scalar.text().equals("1");
        if (version == null || !other) {
            return Optional.empty();
        }
        String number = ((Scalar) version.value()).text();
        return Optional.of(Diagnostic.error(
                ManifestCode.VERSION,
                version.value().mark(),
                "this release reads manifests of version 1, not " + number,
                "",
                "Write 'rheo: 1', or use a release of Rheo that reads version " + number + "."));
    }
}
