package dev.rheo.runtime.plugin;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;

/**
 * One component of the catalogue: its class, never an instance.
 *
 * @param kind the kind it implements
 * @param name its name within the kind
 * @param summary one sentence for listings
 * @param formula the defining formula, may be empty
 * @param source where it is defined (paper), may be empty
 * @param type the component's class, loaded by its plugin's class loader
 * @param config its configuration record, {@link ComponentConfig.None} if it has no options
 * @param plugin id of the plugin that provides it
 */
public record ComponentEntry(
        KindInfo kind,
        String name,
        String summary,
        String formula,
        String source,
        Class<? extends Component> type,
        Class<? extends ComponentConfig> config,
        String plugin) {}
