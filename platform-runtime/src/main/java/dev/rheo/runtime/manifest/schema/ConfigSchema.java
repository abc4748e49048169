package dev.rheo.runtime.manifest.schema;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of a configuration record. Immutable.
 *
 * @param type the record
 * @param parts one for each of its components, in order
 * @param constructor its canonical constructor, accessible
 */
public record ConfigSchema(Class<? extends Record> type, List<Part> parts, Constructor<?> constructor) {
    /** One record component. */
    public sealed interface Part {
        Method accessor();
    }

    /** A component that is an option. */
    public record Own(OptionSchema option, Method accessor) implements Part {}

    /** A component whose options stand beside the others. */
    public record Inlined(ConfigSchema schema, Method accessor) implements Part {}

    /** What became of a derivation: a schema, or the mistakes that prevent it. */
    public record Derivation(@Nullable ConfigSchema schema, List<SchemaProblem> problems) {
        public Derivation {
            problems = List.copyOf(problems);
        }
    }

    public ConfigSchema {
        parts = List.copyOf(parts);
    }

    /**
     * Describes a component's configuration record. A mistake in its declaration is a value, never an exception; the record's
     * class may come from a foreign class loader.
     */
    public static Derivation ofComponent(Class<?> type) {
        return SchemaReader.derive(type, true);
    }

    /** Describes a record of options that is not a component's, so that {@code type} is a name like any other. */
    public static Derivation ofSection(Class<?> type) {
        return SchemaReader.derive(type, false);
    }

    /** All options in the order of declaration, those of inlined records in their place. */
    public List<OptionSchema> options() {
        return parts.stream()
                .flatMap(part -> part instanceof Own own
                        ? Stream.of(own.option())
                        : ((Inlined) part).schema().options().stream())
                .toList();
    }

    public Optional<OptionSchema> option(String name) {
        return options().stream().filter(option -> option.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return options().stream().map(OptionSchema::name).toList();
    }

    /**
     * A new record.
     *
     * @param values one for each part
     * @throws InvocationTargetException what the record's constructor threw
     */
    public Object construct(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new InvocationTargetException(e);
        }
    }

    /** The value that {@code config} holds for a part. */
    public @Nullable Object value(Object config, Part part) {
        try {
            return part.accessor().invoke(config);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + part.accessor().getName() + " of " + type.getName(), e);
        }
    }
}
