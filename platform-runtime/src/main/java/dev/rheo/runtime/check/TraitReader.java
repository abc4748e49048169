package dev.rheo.runtime.check;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Traits;
import dev.rheo.runtime.plugin.Faults;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks configurations for their traits, which is a plugin's code. */
final class TraitReader {
    private TraitReader() {}

    /** Empty if the configuration fails; {@code failure} gets the reason. */
    static Optional<Traits> traits(ComponentConfig config, Consumer<String> failure) {
        try {
            Traits traits = PluginContext.call(config.getClass().getClassLoader(), config::traits);
            if (traits == null) {
                failure.accept("traits() returned null");
            }
            return Optional.ofNullable(traits);
        } catch (Throwable e) {
            Faults.rethrowIfFatal(e);
            failure.accept(Faults.say(e));
            return Optional.empty();
        }
    }

    static String title(ComponentRef<?> component) {
        return KindInfo.of(component.kind()).name() + " '" + component.name() + "'";
    }
}
