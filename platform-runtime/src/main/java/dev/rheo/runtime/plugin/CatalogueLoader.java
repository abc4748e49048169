package dev.rheo.runtime.plugin;

import ai.djl.engine.Engine;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.SpiVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginWrapper;

/**
 * From directories to a {@link Catalogue}: finds candidates, examines them without running their code, chooses those that
 * can be loaded together, and inspects their component classes one at a time. Never throws because of a plugin: every
 * candidate ends in the catalogue's {@link PluginStatus} list, and no plugin can keep another from loading, except by
 * being its dependency.
 */
public final class CatalogueLoader {
    private final List<KindInfo> kinds;
    private final ComponentInspector inspector;

    /**
     * @param kinds the host's kinds in the order of tables and guides
     * @param schemaProblems what is wrong with a configuration record, one sentence each; a component whose record has
     *     problems is left out
     */
    public CatalogueLoader(
            List<KindInfo> kinds, Function<Class<? extends ComponentConfig>, List<String>> schemaProblems) {
        this.kinds = List.copyOf(kinds);
        this.inspector = new ComponentInspector(kinds, schemaProblems);
    }

    /**
     * Loads plugins, the first of two equally named components winning.
     *
     * @param directories folders of jars and plugin folders: the distribution's first, then the user's
     * @param developmentPlugins project folders (with {@code target/classes}) or classes folders
     */
    public LoadedPlugins load(List<Path> directories, List<Path> developmentPlugins) {
        return load(directories, developmentPlugins, List.of());
    }

    /** @param given single plugins, of any form, which go before installed ones of the same id */
    public LoadedPlugins load(List<Path> directories, List<Path> developmentPlugins, List<Path> given) {
        return load(directories, developmentPlugins, given, null);
    }

    /**
     * @param lock what may be loaded, or null for anything
     * @throws LockException if the chosen plugins are not those of the lock; no class of them has been loaded then
     */
    public LoadedPlugins load(
            List<Path> directories, List<Path> developmentPlugins, List<Path> given, @Nullable PluginLock lock) {
        PluginDirectories.Found found = new PluginDirectories(directories, developmentPlugins, given).find();
        List<PluginStatus> statuses = new ArrayList<>(found.rejected());
        List<Preflight.Passed> passed = examine(found.candidates(), statuses);
        Set<String> rejectedIds = new HashSet<>();
        statuses.forEach(status -> rejectedIds.add(status.id()));
        PluginSet.Choice choice = new PluginSet(passed, rejectedIds).choose();
        statuses.addAll(choice.rejected());
        if (lock != null) {
            lock.require(choice.loadable().stream().map(CatalogueLoader::fact).toList());
        }

        prepareEngines();
        PluginHost host = new PluginHost(CatalogueLoader.class.getClassLoader());
        List<PluginSet.Loadable> admitted = admit(choice.loadable(), host, statuses);
        ComponentCollection collection = new ComponentCollection(inspector);
        for (PluginSet.Loadable plugin : admitted) {
            statuses.add(collection.add(
                    plugin,
                    host.getPluginClassLoader(plugin.plugin().descriptor().id())));
        }
        return new LoadedPlugins(new Catalogue(kinds, collection.components(), inOrder(statuses, found)), host);
    }

    private static PluginFact fact(PluginSet.Loadable plugin) {
        Descriptor descriptor = plugin.plugin().descriptor();
        return new PluginFact(
                descriptor.id(),
                descriptor.version(),
                PluginDigest.of(plugin.plugin().candidate()).hex());
    }

    private static List<Preflight.Passed> examine(List<PluginCandidate> candidates, List<PluginStatus> rejected) {
        Preflight preflight = new Preflight(SpiVersion.current());
        List<Preflight.Passed> passed = new ArrayList<>();
        for (PluginCandidate candidate : candidates) {
            Preflight.Verdict verdict = preflight.examine(candidate);
            if (verdict instanceof Preflight.Passed plugin) {
                passed.add(plugin);
            } else if (verdict instanceof Preflight.Refused refused) {
                rejected.add(refused.status());
            }
        }
        return passed;
    }

    /**
     * DJL looks for engines once, when its {@code Engine} class is initialised, through the context class loader of
     * whoever comes first. That must be the host. Nothing native is loaded by it. Unless told not to, it tells its makers of
     * its use.
     */
    private static void prepareEngines() {
        System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CatalogueLoader.class.getClassLoader());
        try {
            Engine.getAllEngines();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static List<PluginSet.Loadable> admit(
            List<PluginSet.Loadable> plugins, PluginHost host, List<PluginStatus> statuses) {
        Map<String, PluginStatus> failed = new HashMap<>();
        for (PluginSet.Loadable plugin : plugins) {
            try {
                host.admit(plugin);
            } catch (RuntimeException e) {
                failed.put(plugin.plugin().descriptor().id(), loadFailed(plugin, Faults.sayWithRoot(e)));
            }
        }
        List<String> resolved =
                host.resolve().stream().map(PluginWrapper::getPluginId).toList();
        List<PluginSet.Loadable> admitted = new ArrayList<>();
        for (PluginSet.Loadable plugin : plugins) {
            String id = plugin.plugin().descriptor().id();
            if (resolved.contains(id)) {
                admitted.add(plugin);
            } else {
                statuses.add(
                        failed.getOrDefault(id, loadFailed(plugin, "one of its dependencies could not be loaded")));
            }
        }
        return admitted;
    }

    private static PluginStatus loadFailed(PluginSet.Loadable plugin, String why) {
        return plugin.plugin()
                .rejected(PluginCode.LOAD_FAILED.problem(
                        plugin.plugin().descriptor().id() + " could not be loaded: " + why,
                        "try again; if it stays, report it with the plugin's file"));
    }

    /** Statuses as their candidates were found, so that listings do not depend on what failed when. */
    private static List<PluginStatus> inOrder(List<PluginStatus> statuses, PluginDirectories.Found found) {
        List<PluginStatus> ordered = new ArrayList<>();
        for (PluginCandidate candidate : found.candidates()) {
            statuses.stream()
                    .filter(status -> status.location().equals(candidate.location()))
                    .forEach(ordered::add);
        }
        statuses.stream().filter(status -> !ordered.contains(status)).forEach(ordered::add);
        return ordered;
    }
}
