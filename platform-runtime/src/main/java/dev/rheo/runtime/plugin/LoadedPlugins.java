package dev.rheo.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A catalogue and the open jars that its classes come from. Close it when no class of a plugin is needed any more; the
 * catalogue itself stays readable, but classes that were not loaded before can then no longer be.
 */
public final class LoadedPlugins implements AutoCloseable {
    private final Catalogue catalogue;
    private final PluginHost host;

    LoadedPlugins(Catalogue catalogue, PluginHost host) {
        this.catalogue = catalogue;
        this.host = host;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        try {
            host.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a plugin's jar could not be closed", e);
        }
    }
}
