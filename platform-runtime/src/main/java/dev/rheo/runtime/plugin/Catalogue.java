package dev.rheo.runtime.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every component that loaded and every plugin that did not: a plain immutable value.
 *
 * @param kinds the host's kinds, in the order in which tables and guides show them
 * @param components sorted by kind (host order), then name
 * @param plugins every candidate found, healthy or not
 */
public record Catalogue(List<KindInfo> kinds, List<ComponentEntry> components, List<PluginStatus> plugins) {
    public Catalogue {
        kinds = List.copyOf(kinds);
        List<KindInfo> order = kinds;
        components = components.stream()
                .sorted(Comparator.comparingInt((ComponentEntry entry) -> order.indexOf(entry.kind()))
                        .thenComparing(ComponentEntry::name))
                .toList();
        plugins = List.copyOf(plugins);
    }

    public List<ComponentEntry> of(KindInfo kind) {
        return components.stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    public Optional<ComponentEntry> find(KindInfo kind, String name) {
        return of(kind).stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    public Optional<KindInfo> kind(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** Plugins that are not healthy, whose components may be what an unknown name meant. */
    public List<PluginStatus> rejected() {
        return plugins.stream()
                .filter(plugin -> plugin.state() != PluginStatus.State.OK)
                .toList();
    }

    /** The healthy or degraded plugin with this id. */
    public Optional<PluginStatus> plugin(String id) {
        return plugins.stream()
                .filter(plugin -> plugin.id().equals(id) && plugin.state() != PluginStatus.State.REJECTED)
                .findFirst();
    }

    /** The plugins that provide {@code used} and those that they depend on, by id. Reads their files for the digest. */
    public List<PluginFact> facts(Collection<ComponentEntry> used) {
        Set<String> ids = new TreeSet<>();
        used.forEach(entry -> collect(entry.plugin(), ids));
        return ids.stream()
                .flatMap(id -> plugin(id).stream())
                .map(plugin -> new PluginFact(plugin.id(), plugin.version(), plugin.sha256()))
                .toList();
    }

    private void collect(String id, Set<String> ids) {
        if (ids.add(id)) {
            plugin(id).ifPresent(plugin -> plugin.dependencies().forEach(dependency -> collect(dependency, ids)));
        }
    }
}
