package dev.rheo.runtime.check;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.Bound;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.ManifestLoader;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be said of a manifest without touching its data: read, bind, plugin versions, traits. */
public final class ManifestCheck {
    private final ManifestLoader loader;
    private final Compatibility compatibility;
    private final PluginConstraints constraints;

    /**
     * A manifest as found.
     *
     * @param spec the experiment, {@code null} if there was an error
     * @param sources for later checks to point into the manifest
     * @param diagnostics all mistakes and warnings so far
     */
    public record Checked(@Nullable ExperimentSpec spec, SourceMap sources, List<Diagnostic> diagnostics) {
        public Checked {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    public ManifestCheck(Catalogue catalogue, Schemas schemas) {
        this.loader = new ManifestLoader(catalogue, schemas);
        this.compatibility = new Compatibility(catalogue, schemas);
        this.constraints = new PluginConstraints(catalogue);
    }

    /** Parameters as for {@link ManifestLoader#load}. */
    public Checked check(Path file, List<String> overrides, Path workingDirectory) {
        Bound<ExperimentSpec> bound = loader.load(file, overrides, workingDirectory);
        List<Diagnostic> diagnostics = new ArrayList<>(bound.diagnostics());
        diagnostics.addAll(constraints.check(pluginRanges(bound), bound.sources()));
        diagnostics.addAll(compatibility.check(bound.components(), bound.complete(), List.of(), bound.sources()));
        ExperimentSpec spec = Diagnostic.anyError(diagnostics) ? null : bound.value();
        return new Checked(spec, bound.sources(), diagnostics);
    }

    private static Map<String, String> pluginRanges(Bound<ExperimentSpec> bound) {
        Map<String, String> ranges = new LinkedHashMap<>();
        if (bound.parts().get("plugins") instanceof Map<?, ?> plugins) {
            plugins.forEach((id, range) -> ranges.put(String.valueOf(id), String.valueOf(range)));
        }
        return ranges;
    }
}
