package dev.rheo.runtime.plugin;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.CompoundPluginRepository;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;

/**
 * PF4J as far as Rheo uses it: plugin wrappers, class loaders that know their dependencies, dependency order. It is given
 * exactly the plugins that passed the checks, with the descriptor that was checked, and searches for nothing itself.
 *
 * <p>PF4J's start, stop and extension finding are not used: one throwing class stops them for every plugin, and
 * {@code stopPlugins} fails in 3.15.0 (pf4j#656). Closing closes the class loaders.
 */
final class PluginHost extends AbstractPluginManager implements Closeable {
    private final Map<Path, PluginSet.Loadable> admitted = new HashMap<>();
    private final ClassLoader shared;

    PluginHost(ClassLoader host) {
        super(List.of(Path.of("plugins")));
        this.shared = new SharedClassLoader(host);
        this.runtimeMode = RuntimeMode.DEPLOYMENT;
    }

    /** Hands one plugin to PF4J; throws whatever PF4J throws, which leaves the others as they are. */
    void admit(PluginSet.Loadable plugin) {
        Path location = plugin.plugin().candidate().location();
        admitted.put(location, plugin);
        loadPluginFromPath(location);
    }

    /** Orders what was admitted, dependencies first. */
    List<PluginWrapper> resolve() {
        resolvePlugins();
        return getResolvedPlugins();
    }

    @Override
    public void close() throws IOException {
        for (ClassLoader loader : getPluginClassLoaders().values()) {
            if (loader instanceof Closeable closeable) {
                closeable.close();
            }
        }
    }

    private PluginSet.Loadable admitted(Path path) {
        PluginSet.Loadable plugin = admitted.get(path);
        if (plugin == null) {
            throw new IllegalArgumentException(path + " was not admitted");
        }
        return plugin;
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                PluginSet.Loadable plugin = admitted(path);
                return plugin.plugin().descriptor().toPf4j(plugin.dependencies());
            }
        };
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor descriptor) {
                var loader = new PluginClassLoader(PluginHost.this, descriptor, shared, ClassLoadingStrategy.APD);
                admitted(path).plugin().candidate().classPath().forEach(file -> loader.addFile(file.toFile()));
                return loader;
            }
        };
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new CompoundPluginRepository();
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return new DefaultPluginFactory();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new IndexedExtensionFinder(this);
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {}

            @Override
            public void enablePlugin(String pluginId) {}
        };
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }
}
