package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.diagnostic.Diagnostic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What binding a tree to a record came to.
 *
 * @param value the record, {@code null} if there was an error
 * @param parts the values of top-level options that were bound, whatever became of the others
 * @param components the components that were bound, by place, without those nested in other components
 * @param complete whether every component that the record asks for was bound
 * @param diagnostics all mistakes
 * @param sources where everything was written
 */
public record Bound<R>(
        @Nullable R value,
        Map<String, Object> parts,
        Map<String, ComponentRef<?>> components,
        boolean complete,
        List<Diagnostic> diagnostics,
        SourceMap sources) {
    public Bound {
        parts = Map.copyOf(parts);
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        diagnostics = List.copyOf(diagnostics);
    }
}
