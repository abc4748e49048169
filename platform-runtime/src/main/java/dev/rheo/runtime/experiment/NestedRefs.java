package dev.rheo.runtime.experiment;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the components that a configuration refers to, by its schema. */
final class NestedRefs {
    private final Schemas schemas;

    NestedRefs(Schemas schemas) {
        this.schemas = schemas;
    }

    List<ComponentRef<?>> of(ComponentConfig config) {
        List<ComponentRef<?>> refs = new ArrayList<>();
        collect(config, refs);
        return refs;
    }

    private void collect(@Nullable Object value, List<ComponentRef<?>> refs) {
        if (value instanceof ComponentRef<?> ref) {
            refs.add(ref);
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> collect(item, refs));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, refs));
        } else if (value instanceof Record options) {
            ConfigSchema schema = schemas.ofSection(options.getClass());
            schema.parts().forEach(part -> collect(schema.value(options, part), refs));
        }
    }
}
