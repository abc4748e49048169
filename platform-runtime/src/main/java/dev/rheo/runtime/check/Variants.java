package dev.rheo.runtime.check;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Inlined;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Own;
import dev.rheo.runtime.manifest.schema.ConfigSchema.Part;
import dev.rheo.runtime.manifest.schema.Numbers;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Configurations that differ from a given one in one switch: a truth value, a choice, or a number put to its minimum. */
final class Variants {
    private final Schemas schemas;

    /** {@code option: value}, and the configuration that has it. */
    record Variant(String option, String value, ComponentConfig config) {}

    private record Setting(String option, String value, Object config) {}

    Variants(Schemas schemas) {
        this.schemas = schemas;
    }

    List<Variant> of(ComponentConfig config) {
        ConfigSchema schema = schemas.ofSection(config.getClass().asSubclass(Record.class));
        return settings(schema, config).stream()
                .map(setting -> new Variant(setting.option(), setting.value(), (ComponentConfig) setting.config()))
                .toList();
    }

    private List<Setting> settings(ConfigSchema schema, Object config) {
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < schema.parts().size(); i++) {
            Part part = schema.parts().get(i);
            Object value = schema.value(config, part);
            if (value == null) {
                continue;
            }
            int index = i;
            List<Setting> changed = part instanceof Inlined inlined
                    ? settings(inlined.schema(), value)
                    : switched(((Own) part).option(), value);
            for (Setting setting : changed) {
                with(schema, config, index, setting.config())
                        .ifPresent(made -> settings.add(new Setting(setting.option(), setting.value(), made)));
            }
        }
        return settings;
    }

    private static List<Setting> switched(OptionSchema option, Object value) {
        if (value instanceof Boolean truth) {
            return List.of(new Setting(option.name(), String.valueOf(!truth), !truth));
        }
        if (option.type() instanceof OptionType.Choice choice) {
            return choice.constants().stream()
                    .filter(constant -> !constant.equals(value))
                    .map(constant -> new Setting(option.name(), OptionType.Choice.word(constant), constant))
                    .toList();
        }
        boolean least = option.range().hasMin() && !option.range().above();
        double min = option.range().min();
        return value instanceof Double number && least && number != min
                ? List.of(new Setting(option.name(), Numbers.text(min), min))
                : List.of();
    }

    private static Optional<Object> with(ConfigSchema schema, Object config, int index, Object value) {
        @Nullable Object[] values = new Object[schema.parts().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == index ? value : schema.value(config, schema.parts().get(i));
        }
        try {
            return Optional.of(PluginContext.call(schema.type().getClassLoader(), () -> schema.construct(values)));
        } catch (Exception | LinkageError e) {
            return Optional.empty();
        }
    }
}
