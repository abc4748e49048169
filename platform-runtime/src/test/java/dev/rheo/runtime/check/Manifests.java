package dev.rheo.runtime.check;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.manifest.Bound;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.ManifestLoader;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.manifest.TestCatalogue;
import dev.rheo.runtime.plugin.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes manifests into a directory and checks them there, so that messages show names relative to it. */
final class Manifests {
    static final String MINIMAL = """
            rheo: 1
            name: test
            data: moons
            path: linear
            network: mlp
            """;

    private final Path directory;
    private final Catalogue catalogue;

    Manifests(Path directory) {
        this(directory, TestCatalogue.healthy());
    }

    Manifests(Path directory, Catalogue catalogue) {
        this.directory = directory;
        this.catalogue = catalogue;
    }

    Manifests file(String name, String text) {
        try {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.writeString(directory.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What can be said of a manifest without its data. */
    record Checked(ExperimentSpec spec, SourceMap sources, List<Diagnostic> diagnostics) {}

    Checked check(String name, String... overrides) {
        Schemas schemas = new Schemas();
        Bound<ExperimentSpec> bound =
                new ManifestLoader(catalogue, schemas).load(directory.resolve(name), List.of(overrides), directory);
        List<Diagnostic> diagnostics = new ArrayList<>(bound.diagnostics());
        diagnostics.addAll(new PluginConstraints(catalogue).check(bound));
        diagnostics.addAll(new Compatibility(catalogue, schemas)
                .check(bound.components(), bound.complete(), List.of(), bound.sources()));
        return new Checked(Diagnostic.anyError(diagnostics) ? null : bound.value(), bound.sources(), diagnostics);
    }

    /** The diagnostics' text with the directory's name taken out. */
    String text(String name, String... overrides) {
        return DiagnosticText.render(check(name, overrides).diagnostics())
                .replace(directory.toString() + directory.getFileSystem().getSeparator(), "");
    }
}
