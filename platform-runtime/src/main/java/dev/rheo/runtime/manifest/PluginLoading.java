package dev.rheo.runtime.manifest;

import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.SchemaProblem;
import dev.rheo.runtime.plugin.CatalogueLoader;
import dev.rheo.runtime.plugin.LoadedPlugins;
import dev.rheo.runtime.plugin.PluginLock;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads plugins for the kinds that manifests have slots for. */
public final class PluginLoading {
    private PluginLoading() {}

    /**
     * @param folders that hold plugins
     * @param projects projects of plugins, used straight from {@code target/classes}
     */
    public static LoadedPlugins load(List<Path> folders, List<Path> projects) {
        return load(folders, projects, List.of());
    }

    /** @param given single plugins, of any form, which go before installed ones of the same id */
    public static LoadedPlugins load(List<Path> folders, List<Path> projects, List<Path> given) {
        return load(folders, projects, given, null);
    }

    /**
     * @param lock what may be loaded, or null for anything
     * @throws dev.rheo.runtime.plugin.LockException if that is not what is there; nothing was loaded then
     */
    public static LoadedPlugins load(
            List<Path> folders, List<Path> projects, List<Path> given, @Nullable PluginLock lock) {
        CatalogueLoader loader =
                new CatalogueLoader(Kinds.ofHost(), config -> ConfigSchema.ofComponent(config).problems().stream()
                        .map(SchemaProblem::text)
                        .toList());
        return loader.load(folders, projects, given, lock);
    }
}
