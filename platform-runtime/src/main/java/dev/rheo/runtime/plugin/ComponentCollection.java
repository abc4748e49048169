package dev.rheo.runtime.plugin;

import java.util.ArrayList;
import java.util.List;

/** Gathers the components of one plugin after the other; a name belongs to whoever comes first. */
final class ComponentCollection {
    private final ComponentInspector inspector;
    private final List<ComponentEntry> components = new ArrayList<>();

    ComponentCollection(ComponentInspector inspector) {
        this.inspector = inspector;
    }

    List<ComponentEntry> components() {
        return List.copyOf(components);
    }

    /** Adds what is usable in {@code plugin} and says how it fared. */
    PluginStatus add(PluginSet.Loadable plugin, ClassLoader loader) {
        String id = plugin.plugin().descriptor().id();
        List<PluginStatus.Problem> problems = new ArrayList<>();
        int before = components.size();
        for (String className : plugin.plugin().componentClasses()) {
            try {
                ComponentEntry entry = inspector.inspect(className, id, loader);
                checkUnique(entry);
                components.add(entry);
            } catch (PluginRejection e) {
                problems.addAll(e.problems());
            }
        }
        PluginStatus.State state = PluginStatus.State.OK;
        if (!problems.isEmpty()) {
            state = components.size() == before ? PluginStatus.State.REJECTED : PluginStatus.State.DEGRADED;
        }
        return plugin.plugin().status(state, plugin.dependencies(), problems);
    }

    private void checkUnique(ComponentEntry entry) throws PluginRejection {
        for (ComponentEntry other : components) {
            if (other.name().equals(entry.name()) && other.kind().equals(entry.kind())) {
                throw new PluginRejection(
                        PluginCode.DUPLICATE_COMPONENT,
                        "the %s %s of %s (%s) is already provided by %s (%s), which is used"
                                .formatted(
                                        entry.kind().title(),
                                        entry.name(),
                                        entry.plugin(),
                                        entry.type().getName(),
                                        other.plugin(),
                                        other.type().getName()),
                        "rename one of the two, for example " + entry.plugin() + "-" + entry.name());
            }
        }
    }
}
