package dev.rheo.runtime.manifest.schema;

import dev.rheo.api.component.Inline;
import dev.rheo.api.component.Option;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.SourceText;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Derivation;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Inlined;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Own;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Part;
import dev.rheo.runtime.manifest.schema.OptionSchema.Presence;
import dev.rheo.runtime.manifest.tree.ManifestNode;
import dev.rheo.runtime.manifest.tree.YamlReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives a {@link ConfigSchema} by reflection, collecting what is wrong with the record. */
final class SchemaReader {
    private final List<SchemaProblem> problems = new ArrayList<>();
    private final Set<Class<?>> open = new LinkedHashSet<>();

    private SchemaReader() {}

    static Derivation derive(Class<?> type, boolean component) {
        SchemaReader reader = new SchemaReader();
        ConfigSchema schema = null;
        try {
            schema = reader.read(type, "").orElse(null);
        } catch (RuntimeException | LinkageError e) {
            reader.report(
                    "", "its declaration cannot be read: " + e, "rebuild the plugin against this version of the API");
        }
        if (schema != null) {
            reader.checkNames(schema, component);
        }
        return new Derivation(reader.problems.isEmpty() ? schema : null, reader.problems);
    }

    private void report(String option, String problem, String remedy) {
        problems.add(new SchemaProblem(option, problem, remedy));
    }

    Optional<ConfigSchema> read(Class<?> type, String place) {
        if (!type.isRecord()) {
            report(place, type.getName() + " is not a record", "make it a record whose components carry @Option");
            return Optional.empty();
        }
        if (!open.add(type)) {
            report(place, type.getName() + " contains itself", "options cannot nest without end");
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            part(component, place).ifPresent(parts::add);
        }
        open.remove(type);
        if (parts.size() < type.getRecordComponents().length) {
            return Optional.empty();
        }
        return Optional.of(new ConfigSchema(type.asSubclass(Record.class), parts, canonical(type)));
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " lacks its canonical constructor", e);
        }
    }

    private Optional<Part> part(RecordComponent component, String outer) {
        String place = outer.isEmpty() ? component.getName() : outer + "." + component.getName();
        Option option = component.getAnnotation(Option.class);
        boolean inline = component.isAnnotationPresent(Inline.class);
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        if (option != null && inline) {
            report(place, "it has both @Option and @Inline", "keep one of them");
        } else if (inline) {
            return read(component.getType(), place).map(schema -> new Inlined(schema, accessor));
        } else if (option == null) {
            report(place, "it has no @Option", "annotate it with @Option(\"what it means\")");
        } else {
            return option(component, option, place).map(schema -> new Own(schema, accessor));
        }
        return Optional.empty();
    }

    private Optional<OptionSchema> option(RecordComponent component, Option option, String place) {
        if (option.value().isBlank()) {
            report(place, "@Option does not say what it means", "write one sentence");
        }
        Optional<OptionType> type = new TypeReader(this, problems).read(component.getGenericType(), place);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Range range = Range.of(option);
        checkRange(type.get(), range, place);
        Presence presence = presence(option);
        if (presence == Presence.OPTIONAL && component.getType().isPrimitive()) {
            String boxed = component.getType() == int.class ? "Integer" : "the boxed type";
            report(place, "a primitive cannot be absent", "use " + boxed + ", or a default");
        }
        ManifestNode value = presence == Presence.DEFAULTED ? defaultValue(option, type.get(), range, place) : null;
        return Optional.of(new OptionSchema(
                component.getName(),
                type.get(),
                option.value(),
                presence,
                presence == Presence.DEFAULTED ? option.defaultsTo() : "",
                value,
                range,
                option.unit(),
                option.source()));
    }

    private static Presence presence(Option option) {
        return switch (option.defaultsTo()) {
            case Option.REQUIRED -> Presence.REQUIRED;
            case Option.ABSENT -> Presence.OPTIONAL;
            default -> Presence.DEFAULTED;
        };
    }

    private void checkRange(OptionType type, Range range, String place) {
        boolean bounded = range.hasMin() || range.hasMax() || range.above() || range.below();
        boolean boundable = type instanceof OptionType.Whole
                || type instanceof OptionType.Real
                || type instanceof OptionType.ListOf;
        if (bounded && !boundable) {
            report(place, type.described() + " has no range", "delete min and max");
        }
        if (range.isEmpty()) {
            report(place, "nothing lies in its range " + range.interval(), "correct min and max");
        }
    }

    private @Nullable ManifestNode defaultValue(Option option, OptionType type, Range range, String place) {
        SourceText source = SourceText.file("default of " + place, Path.of("").toAbsolutePath(), option.defaultsTo());
        if (type instanceof OptionType.Text && option.defaultsTo().isEmpty()) {
            return new ManifestNode.Scalar("", ManifestNode.Scalar.Type.TEXT, Mark.whole(source));
        }
        List<Diagnostic> mistakes = new ArrayList<>();
        Optional<ManifestNode> node = YamlReader.read(source, mistakes::add);
        if (node.isEmpty() || !mistakes.isEmpty()) {
            report(place, "its default is not valid YAML: " + option.defaultsTo(), "correct defaultsTo");
            return null;
        }
        new DefaultCheck(place, problems).check(type, node.get(), range);
        return node.get();
    }

    private void checkNames(ConfigSchema schema, boolean component) {
        Set<String> seen = new HashSet<>();
        for (String name : schema.names()) {
            if (!seen.add(name)) {
                report(name, "two options of this name stand on one level", "rename one, or nest the inlined record");
            }
            if (component && name.equals("type")) {
                report(name, "'type' is the word that names the component", "give the option another name");
            }
        }
        for (Part part : schema.parts()) {
            OptionType type = part instanceof Own own ? own.option().type() : new OptionType.Text();
            if (type instanceof OptionType.Section section) {
                checkNames(section.schema(), false);
            }
        }
    }
}
