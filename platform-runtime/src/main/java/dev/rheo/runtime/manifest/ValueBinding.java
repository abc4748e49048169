package dev.rheo.runtime.manifest;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Derivation;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.schema.ScalarReading;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Entry;
import dev.rheo.runtime.manifest.tree.ManifestNode.Mapping;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.manifest.tree.ManifestNode.Sequence;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds a node to a value of an option's type. */
final class ValueBinding {
    private final Binding binding;
    private final Catalogue catalogue;
    private final Schemas schemas;
    private final UnknownNames unknown;

    ValueBinding(Binding binding, Catalogue catalogue, Schemas schemas, UnknownNames unknown) {
        this.binding = binding;
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.unknown = unknown;
    }

    Optional<Object> bind(OptionType type, ManifestNode node, Spot spot) {
        boolean empty = node instanceof Scalar scalar && scalar.isNull();
        if (empty) {
            return scalar(type, node, spot, spot.mark());
        }
        if (type instanceof OptionType.Section section) {
            return mapping(type, node, spot)
                    .flatMap(options -> binding.record(Scope.section(section.schema(), options, spot)));
        }
        if (type instanceof OptionType.Reference reference) {
            return reference(reference, node, spot).map(component -> component);
        }
        if (type instanceof OptionType.ListOf list) {
            return list(list, node, spot);
        }
        if (type instanceof OptionType.MapOf map) {
            return mapping(type, node, spot).flatMap(entries -> map(map, entries, spot));
        }
        return scalar(type, node, spot, node.mark());
    }

    private Optional<Object> scalar(OptionType type, ManifestNode node, Spot spot, Mark mark) {
        ScalarReading reading = ScalarReading.read(type, spot.range(), node, spot.label());
        if (reading instanceof ScalarReading.Value value) {
            return Optional.of(value.value());
        }
        ScalarReading.Fault fault = (ScalarReading.Fault) reading;
        if (type instanceof OptionType.Reference) {
            binding.incomplete();
        }
        String remedy = fault.remedy() + spot.standIn();
        binding.report(Diagnostic.error(fault.code(), mark, fault.problem(), spot.meaning(), remedy));
        return Optional.empty();
    }

    private Optional<Mapping> mapping(OptionType type, ManifestNode node, Spot spot) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        wrongType(type, node, spot);
        return Optional.empty();
    }

    private void wrongType(OptionType type, ManifestNode node, Spot spot) {
        String problem = spot.label() + " expects " + type.described() + ", but this is " + node.described();
        Mark mark = node instanceof Scalar ? node.mark() : spot.mark();
        String remedy = "Give " + type.described() + ".";
        binding.report(Diagnostic.error(ManifestCode.WRONG_TYPE, mark, problem, spot.meaning(), remedy));
    }

    private Optional<Object> list(OptionType.ListOf type, ManifestNode node, Spot spot) {
        boolean many = node instanceof Sequence;
        List<ManifestNode> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        if (!spot.range().contains(items.size())) {
            String problem =
                    spot.label() + " must have " + spot.range().described() + " entries, but has " + items.size();
            binding.report(Diagnostic.error(
                    ManifestCode.OUT_OF_RANGE, spot.mark(), problem, spot.meaning(), "Add or delete entries."));
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ManifestNode item = items.get(i);
            Mark mark = Binding.markOf(new Entry(item.mark(), item));
            Spot entry = spot.entry(String.valueOf(i), "entry " + i, many ? mark : spot.mark());
            binding.sources().note(entry.place(), entry.mark());
            bind(type.element(), item, entry).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> map(OptionType.MapOf type, Mapping mapping, Spot spot) {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            Spot value = spot.entry(name, "'" + name + "'", Binding.markOf(entry));
            binding.sources().note(value.place(), value.mark());
            bind(type.value(), entry.value(), value).ifPresent(bound -> values.put(name, bound));
        });
        boolean whole = values.size() == mapping.entries().size();
        return whole ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    private Optional<ComponentRef<?>> reference(OptionType.Reference type, ManifestNode node, Spot spot) {
        return binding.nested(spot, () -> {
            Optional<Scalar> name = name(type, node, spot);
            Mapping options = node instanceof Mapping mapping ? mapping : new Mapping(Map.of(), node.mark());
            return name.flatMap(known -> entry(type.kind(), known, spot))
                    .flatMap(entry -> component(type.kind(), entry, options, spot));
        });
    }

    /** The component's name: the short form, {@code type}, or the default's if options alone are given. */
    private Optional<Scalar> name(OptionType.Reference type, ManifestNode node, Spot spot) {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar);
        }
        if (node instanceof Sequence) {
            wrongType(type, node, spot);
            return Optional.empty();
        }
        Entry given = ((Mapping) node).entries().get("type");
        if (given != null) {
            if (given.value() instanceof Scalar scalar && !scalar.isNull()) {
                return Optional.of(scalar);
            }
            String problem =
                    "'type' of " + spot.label() + " is " + given.value().described();
            binding.report(Diagnostic.error(
                    ManifestCode.WRONG_TYPE, given.key(), problem, "", "Give the name of " + type.described() + "."));
            return Optional.empty();
        }
        ManifestNode standIn = spot.option().defaultValue();
        if (spot.option().type() == type && standIn != null) {
            Entry inner = standIn instanceof Mapping mapping ? mapping.entries().get("type") : null;
            ManifestNode word = inner == null ? standIn : inner.value();
            return Optional.of((Scalar) word.at(spot.mark()));
        }
        binding.report(unknown.noType(type.kind(), spot));
        return Optional.empty();
    }

    private Optional<ComponentEntry> entry(KindInfo kind, Scalar name, Spot spot) {
        Optional<ComponentEntry> entry = catalogue.find(kind, name.text());
        if (entry.isEmpty()) {
            boolean written =
                    !name.mark().equals(spot.mark()) || binding.sources().mark(spot.place()) != null;
            binding.report(unknown.component(kind, name, spot, written));
        }
        return entry;
    }

    private Optional<ComponentRef<?>> component(KindInfo kind, ComponentEntry entry, Mapping options, Spot spot) {
        Derivation derivation = schemas.of(entry);
        ConfigSchema schema = derivation.schema();
        if (schema == null) {
            String problem = kind.name() + " '" + entry.name() + "' declares its options wrongly";
            binding.report(Diagnostic.error(
                    ManifestCode.COMPONENT_FAULT,
                    spot.mark(),
                    problem,
                    derivation.problems().get(0).text() + ".",
                    "Report it to the author of plugin '" + entry.plugin() + "'."));
            return Optional.empty();
        }
        return binding.component(entry, schema, options, spot.place(), spot.mark())
                .map(config -> reference(kind.type(), entry.name(), (ComponentConfig) config));
    }

    private static <K extends Component> ComponentRef<?> reference(Class<K> kind, String name, ComponentConfig config) {
        return new ComponentRef<>(kind, name, config);
    }
}
