package dev.rheo.runtime.manifest;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Inlined;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Own;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema.Presence;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One pass over one tree. An empty {@code Optional} stands for a value whose mistakes have been reported. */
final class Binding {
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final SourceMap.Builder sources = new SourceMap.Builder();
    private final Map<String, ComponentRef<?>> components = new LinkedHashMap<>();
    private final Map<String, Object> parts = new HashMap<>();
    private final UnknownNames unknown;
    private final RecordMaker records = new RecordMaker(this);
    private final ValueBinding binder;
    private int nesting;
    private boolean complete = true;

    Binding(Catalogue catalogue, Schemas schemas) {
        this.unknown = new UnknownNames(catalogue, schemas);
        this.binder = new ValueBinding(this, catalogue, schemas, unknown);
    }

    void report(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    boolean failed() {
        return Diagnostic.anyError(diagnostics);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    SourceMap.Builder sources() {
        return sources;
    }

    Map<String, ComponentRef<?>> components() {
        return components;
    }

    /** Values of top-level options. */
    Map<String, Object> parts() {
        return parts;
    }

    /** Whether every component outside of other components was bound. */
    boolean complete() {
        return complete;
    }

    void incomplete() {
        complete &= nesting > 0;
    }

    /** Binds a component's options; components found meanwhile are nested in it. */
    Optional<ComponentRef<?>> nested(Spot spot, Supplier<Optional<ComponentRef<?>>> bind) {
        nesting++;
        Optional<ComponentRef<?>> bound = bind.get();
        nesting--;
        if (nesting == 0) {
            bound.ifPresentOrElse(component -> components.put(spot.place(), component), this::incomplete);
        }
        return bound;
    }

    Optional<Object> record(Scope scope) {
        int before = diagnostics.size();
        for (Map.Entry<String, Entry> entry : scope.options().entries().entrySet()) {
            String name = entry.getKey();
            if (scope.schema().option(name).isEmpty() && !scope.isTypeKey(name)) {
                report(unknown.option(scope, name, entry.getValue().key()));
            }
        }
        Optional<Object> value = construct(scope.schema(), scope);
        boolean sound = !Diagnostic.anyError(diagnostics.subList(before, diagnostics.size()));
        return sound ? value : Optional.empty();
    }

    private Optional<Object> construct(ConfigSchema schema, Scope scope) {
        @Nullable Object[] values = new Object[schema.parts().size()];
        boolean whole = true;
        for (int i = 0; i < values.length; i++) {
            Part part = schema.parts().get(i) instanceof Own own
                    ? option(own.option(), scope)
                    : Part.of(construct(((Inlined) schema.parts().get(i)).schema(), scope));
            values[i] = part.value();
            whole &= part.bound();
        }
        return whole ? records.make(schema, values, scope) : Optional.empty();
    }

    /** A record component's value; {@code null} is a value too, of an option that may be absent. */
    private record Part(boolean bound, @Nullable Object value) {
        static final Part ABSENT = new Part(true, null);
        static final Part FAILED = new Part(false, null);

        static Part of(Optional<Object> value) {
            return value.map(known -> new Part(true, known)).orElse(FAILED);
        }
    }

    private Part option(OptionSchema option, Scope scope) {
        Entry entry = scope.options().entries().get(option.name());
        String place = SourceMap.join(scope.place(), option.name());
        String label = "'" + option.name() + "'";
        ManifestNode standIn = option.defaultValue();
        if (entry != null) {
            Mark mark = markOf(entry);
            sources.note(place, mark);
            boolean empty = entry.value() instanceof Scalar scalar && scalar.isNull();
            return empty && option.presence() == Presence.OPTIONAL
                    ? Part.ABSENT
                    : bind(option, entry.value(), new Spot(option, option.range(), place, label, mark));
        }
        if (standIn != null) {
            Mark mark = scope.mark();
            return bind(option, standIn.at(mark), new Spot(option, option.range(), place, label, mark));
        }
        if (option.presence() == Presence.OPTIONAL) {
            return Part.ABSENT;
        }
        if (option.type() instanceof OptionType.Reference) {
            incomplete();
        }
        report(unknown.missing(scope, option));
        return Part.FAILED;
    }

    private Part bind(OptionSchema option, ManifestNode node, Spot spot) {
        Optional<Object> value = binder.bind(option.type(), node, spot);
        if (spot.place().equals(option.name())) {
            value.ifPresent(bound -> parts.put(option.name(), bound));
        }
        return Part.of(value);
    }

    /** The value where that is one word, a component's type, and otherwise the key. */
    static Mark markOf(Entry entry) {
        if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
            return scalar.mark();
        }
        Entry type =
                entry.value() instanceof Mapping mapping ? mapping.entries().get("type") : null;
        return type == null ? entry.key() : type.value().mark();
    }

    /** Binds the options of a component whose entry and schema are known. */
    Optional<Object> component(ComponentEntry entry, ConfigSchema schema, Mapping options, String place, Mark mark) {
        return record(Scope.component(schema, options, place, mark, entry));
    }
}
