package dev.rheo.runtime.manifest.schema;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.manifest.schema.OptionType.Choice;
import dev.rheo.runtime.manifest.schema.OptionType.FilePath;
import dev.rheo.runtime.manifest.schema.OptionType.ListOf;
import dev.rheo.runtime.manifest.schema.OptionType.MapOf;
import dev.rheo.runtime.manifest.schema.OptionType.Real;
import dev.rheo.runtime.manifest.schema.OptionType.Reference;
import dev.rheo.runtime.manifest.schema.OptionType.Section;
import dev.rheo.runtime.manifest.schema.OptionType.Text;
import dev.rheo.runtime.manifest.schema.OptionType.Truth;
import dev.rheo.runtime.manifest.schema.OptionType.Whole;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a Java type to an {@link OptionType}. */
final class TypeReader {
    private static final Map<Class<?>, OptionType> SIMPLE = Map.ofEntries(
            Map.entry(boolean.class, new Truth()),
            Map.entry(Boolean.class, new Truth()),
            Map.entry(int.class, new Whole(false)),
            Map.entry(Integer.class, new Whole(false)),
            Map.entry(long.class, new Whole(true)),
            Map.entry(Long.class, new Whole(true)),
            Map.entry(double.class, new Real()),
            Map.entry(Double.class, new Real()),
            Map.entry(String.class, new Text()),
            Map.entry(Path.class, new FilePath()));

    private final SchemaReader records;
    private final List<SchemaProblem> problems;

    TypeReader(SchemaReader records, List<SchemaProblem> problems) {
        this.records = records;
        this.problems = problems;
    }

    Optional<OptionType> read(Type type, String place) {
        if (type instanceof Class<?> plain) {
            return plain(plain, place);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return read(arguments[0], place).map(ListOf::new);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return read(arguments[1], place).map(MapOf::new);
            }
            if (generic.getRawType() == ComponentRef.class) {
                return reference(arguments[0], place);
            }
        }
        return unsupported(type, place);
    }

    private Optional<OptionType> plain(Class<?> type, String place) {
        OptionType simple = SIMPLE.get(type);
        if (simple != null) {
            return Optional.of(simple);
        }
        if (type.isEnum()) {
            return Optional.of(Choice.of(type));
        }
        return type.isRecord() && type != ComponentRef.class
                ? records.read(type, place).map(Section::new)
                : unsupported(type, place);
    }

    private Optional<OptionType> reference(Type kind, String place) {
        if (kind instanceof Class<?> type
                && Component.class.isAssignableFrom(type)
                && type.isAnnotationPresent(ComponentKind.class)) {
            return Optional.of(Reference.to(type.asSubclass(Component.class)));
        }
        String remedy = "use ComponentRef of an interface that carries @ComponentKind";
        problems.add(new SchemaProblem(place, kind.getTypeName() + " is not a component kind", remedy));
        return Optional.empty();
    }

    private Optional<OptionType> unsupported(Type type, String place) {
        String remedy = "use boolean, int, long, double, String, Path, an enum, a record of options, ComponentRef, "
                + "List or Map<String, T> of these";
        problems.add(new SchemaProblem(place, "options cannot have the type " + type.getTypeName(), remedy));
        return Optional.empty();
    }
}
