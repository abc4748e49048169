package dev.rheo.runtime.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses from candidates that are in order by themselves those that can be loaded together: one per id, every
 * dependency present in a fitting version, no circles. Rejecting one may bring an older duplicate back, or take
 * dependants along; the choice is repeated until nothing changes.
 */
final class PluginSet {
    private final Versions versions = new Versions();
    private final List<Preflight.Passed> pool;
    private final Set<String> rejectedIds;
    private final List<PluginStatus> rejected = new ArrayList<>();

    /**
     * @param candidates in order of precedence
     * @param rejectedIds ids of candidates that are out already
     */
    PluginSet(List<Preflight.Passed> candidates, Set<String> rejectedIds) {
        this.pool = new ArrayList<>(candidates);
        this.rejectedIds = new HashSet<>(rejectedIds);
    }

    /** @param dependencies ids of the plugins whose classes it may use, all of them loadable too */
    record Loadable(Preflight.Passed plugin, List<String> dependencies) {}

    record Choice(List<Loadable> loadable, List<PluginStatus> rejected) {}

    Choice choose() {
        Map<String, Preflight.Passed> chosen = onePerId();
        for (Map<Preflight.Passed, PluginStatus.Problem> faults = faults(chosen);
                !faults.isEmpty();
                faults = faults(chosen)) {
            faults.forEach((plugin, problem) -> {
                pool.remove(plugin);
                rejectedIds.add(plugin.descriptor().id());
                rejected.add(plugin.rejected(problem));
            });
            chosen = onePerId();
        }
        List<Loadable> loadable = new ArrayList<>();
        for (Preflight.Passed plugin : pool) {
            Preflight.Passed winner = chosen.get(plugin.descriptor().id());
            if (plugin == winner) {
                loadable.add(new Loadable(plugin, present(plugin, chosen)));
            } else if (winner != null) {
                rejected.add(plugin.rejected(duplicate(plugin, winner)));
            }
        }
        return new Choice(loadable, rejected);
    }

    private Map<String, Preflight.Passed> onePerId() {
        Map<String, Preflight.Passed> chosen = new LinkedHashMap<>();
        Comparator<Preflight.Passed> preference = Comparator.comparing(
                        (Preflight.Passed plugin) -> plugin.candidate().development())
                .thenComparing(plugin -> plugin.descriptor().version(), versions::compare);
        for (Preflight.Passed plugin : pool) {
            chosen.merge(
                    plugin.descriptor().id(),
                    plugin,
                    (first, second) -> preference.compare(second, first) > 0 ? second : first);
        }
        return chosen;
    }

    private static PluginStatus.Problem duplicate(Preflight.Passed loser, Preflight.Passed winner) {
        String reason = "%s %s is also installed in version %s as %s, which is used"
                .formatted(
                        loser.descriptor().id(),
                        loser.descriptor().version(),
                        winner.descriptor().version(),
                        winner.candidate().location());
        return PluginCode.DUPLICATE_PLUGIN.problem(
                reason, "remove one of the two, or give one of them another plugin.id");
    }

    private Map<Preflight.Passed, PluginStatus.Problem> faults(Map<String, Preflight.Passed> chosen) {
        Map<Preflight.Passed, PluginStatus.Problem> faults = new LinkedHashMap<>();
        for (Preflight.Passed plugin : chosen.values()) {
            for (Descriptor.Dependency dependency : plugin.descriptor().dependencies()) {
                if (!dependency.optional()) {
                    unmet(dependency, chosen).ifPresent(problem -> faults.putIfAbsent(plugin, problem));
                }
            }
        }
        if (faults.isEmpty()) {
            for (Preflight.Passed plugin : chosen.values()) {
                circle(plugin, chosen).ifPresent(path -> faults.put(plugin, circular(path)));
            }
        }
        return faults;
    }

    private Optional<PluginStatus.Problem> unmet(
            Descriptor.Dependency dependency, Map<String, Preflight.Passed> chosen) {
        String id = dependency.id();
        Preflight.Passed target = chosen.get(id);
        if (target == null && rejectedIds.contains(id)) {
            return Optional.of(PluginCode.DEPENDENCY_REJECTED.problem(
                    "it needs the plugin " + id + ", which was rejected", "mend " + id + " first"));
        }
        if (target == null) {
            return Optional.of(PluginCode.DEPENDENCY_MISSING.problem(
                    "it needs the plugin " + id + " (" + dependency.range() + "), which is not installed",
                    "put " + id + " into a plugins folder, or name its folder with --plugins"));
        }
        String version = target.descriptor().version();
        if (!versions.contains(dependency.range(), version)) {
            return Optional.of(PluginCode.DEPENDENCY_VERSION.problem(
                    "it needs the plugin " + id + " in version " + dependency.range() + ", but " + version
                            + " is installed",
                    "install a version of " + id + " in that range, or a version of this plugin that works with "
                            + version));
        }
        return Optional.empty();
    }

    /** Optional dependencies count when they are there and fit. */
    private List<String> present(Preflight.Passed plugin, Map<String, Preflight.Passed> chosen) {
        return plugin.descriptor().dependencies().stream()
                .filter(dependency -> unmet(dependency, chosen).isEmpty())
                .map(Descriptor.Dependency::id)
                .distinct()
                .toList();
    }

    private static PluginStatus.Problem circular(List<String> path) {
        return PluginCode.DEPENDENCY_CYCLE.problem(
                "it depends on itself: " + String.join(" → ", path),
                "break the circle: move what they share into a plugin that all of them depend on");
    }

    private Optional<List<String>> circle(Preflight.Passed start, Map<String, Preflight.Passed> chosen) {
        return circle(start, start, chosen, new HashSet<>()).map(tail -> {
            List<String> path = new ArrayList<>(List.of(start.descriptor().id()));
            path.addAll(tail);
            return path;
        });
    }

    private Optional<List<String>> circle(
            Preflight.Passed from, Preflight.Passed goal, Map<String, Preflight.Passed> chosen, Set<String> seen) {
        for (String id : present(from, chosen)) {
            Preflight.Passed next = chosen.get(id);
            if (next == goal) {
                return Optional.of(new ArrayList<>(List.of(id)));
            }
            if (next != null && seen.add(id)) {
                Optional<List<String>> tail = circle(next, goal, chosen, seen);
                if (tail.isPresent()) {
                    tail.get().add(0, id);
                    return tail;
                }
            }
        }
        return Optional.empty();
    }
}
