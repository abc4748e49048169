package dev.rheo.runtime.check;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.Bound;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.PluginStatus;
import dev.rheo.runtime.plugin.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the plugins that a manifest asks for are installed in the versions that it asks for. */
public final class PluginConstraints {
    private static final String FORMS = "Write for example '^1.2.0', '~1.2.0', '>=1.2.0 & <1.5.0' or '=1.2.0'.";

    private final Catalogue catalogue;
    private final Versions versions = new Versions();

    public PluginConstraints(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Checks the map {@code plugins} of a manifest.
     *
     * @param ranges version ranges by plugin id
     * @param sources where messages point
     */
    public List<Diagnostic> check(Map<String, String> ranges, SourceMap sources) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        ranges.forEach(
                (id, range) -> check(id, range, sources.mark("plugins", id)).ifPresent(diagnostics::add));
        return diagnostics;
    }

    /** Checks the map {@code plugins} of a manifest, also of one with mistakes elsewhere. */
    public List<Diagnostic> check(Bound<ExperimentSpec> bound) {
        Map<String, String> ranges = new LinkedHashMap<>();
        if (bound.parts().get("plugins") instanceof Map<?, ?> plugins) {
            plugins.forEach((id, range) -> ranges.put(String.valueOf(id), String.valueOf(range)));
        }
        return check(ranges, bound.sources());
    }

    private Optional<Diagnostic> check(String id, String range, @Nullable Mark mark) {
        if (versions.isBare(range)) {
            String problem = "the range '" + range + "' of plugin '" + id + "' has no operator";
            String because = "It could mean exactly this version or any later one.";
            String remedy =
                    "Write '=" + range.strip() + "' or '>=" + range.strip() + "', or better '^" + range.strip() + "'.";
            return Optional.of(Diagnostic.error(CheckCode.PLUGIN_RANGE, mark, problem, because, remedy));
        }
        if (!versions.isRange(range)) {
            String problem = "'" + range + "' is not a range of versions of plugin '" + id + "'";
            return Optional.of(Diagnostic.error(CheckCode.PLUGIN_RANGE, mark, problem, "", FORMS));
        }
        List<PluginStatus> found = catalogue.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .toList();
        Optional<PluginStatus> usable = catalogue.plugin(id);
        return usable.isPresent() ? version(usable.get(), range, mark) : Optional.of(missing(id, found, mark));
    }

    private Optional<Diagnostic> version(PluginStatus plugin, String range, @Nullable Mark mark) {
        if (range.equals("*") || versions.contains(range, plugin.version())) {
            return Optional.empty();
        }
        String problem = "plugin '" + plugin.id() + "' is installed in version " + plugin.version() + ", not " + range;
        String because = "It comes from " + plugin.location() + ".";
        String remedy = "Install a version in the range, or change the range if this version will do.";
        return Optional.of(Diagnostic.error(CheckCode.PLUGIN_VERSION, mark, problem, because, remedy));
    }

    private static Diagnostic missing(String id, List<PluginStatus> rejected, @Nullable Mark mark) {
        if (rejected.isEmpty()) {
            String problem = "plugin '" + id + "' is not installed";
            String remedy = "Put it into a plugin directory, or name its directory with --plugins.";
            return Diagnostic.error(CheckCode.PLUGIN_MISSING, mark, problem, "", remedy);
        }
        String because = rejected.stream()
                .flatMap(plugin -> plugin.problems().stream())
                .map(problem -> problem.code() + ": " + problem.reason())
                .collect(Collectors.joining("\n"));
        String remedy = rejected.stream()
                .flatMap(plugin -> plugin.problems().stream())
                .map(PluginStatus.Problem::remedy)
                .collect(Collectors.joining("\n"));
        return Diagnostic.error(CheckCode.PLUGIN_MISSING, mark, "plugin '" + id + "' was rejected", because, remedy);
    }
}
