package dev.rheo.runtime.verify;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.objective.RegressionObjective;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.test.Examiner;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.wire.Slot;
import dev.rheo.runtime.wire.Wiring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Constructs one component with its default options, beside built-in components that its constructor may ask for. */
final class Bench {
    /** In the order in which constructors may ask: kinds before their own. */
    private static final List<String> ORDER = List.of(
            "data",
            "autoencoder",
            "source",
            "path",
            "coupling",
            "timesteps",
            "network",
            "objective",
            "guidance",
            "optimizer",
            "schedule",
            "solver",
            "grid",
            "metric",
            "tracker");

    private static final Map<String, String> COMPANIONS = Map.of(
            "data", "moons",
            "source", "gaussian",
            "path", "edm",
            "coupling", "independent",
            "timesteps", "uniform",
            "network", "mlp",
            "objective", "flow-matching");

    /** For objectives that need another sort of path. Those that write their loss are examined on tame ones. */
    private static final List<String> OTHER_PATHS = List.of("trigonometric", "linear", "schroedinger-bridge", "ddpm");

    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Binder binder;

    Bench(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.binder = new Binder(catalogue, schemas);
    }

    /** A component, and the way to make others like it. */
    final class Made implements Examiner.Workbench {
        private final ComponentEntry entry;
        private final Wiring wiring;
        private final Component component;

        private Made(ComponentEntry entry, Wiring wiring) {
            this.entry = entry;
            this.wiring = wiring;
            this.component = wiring.get(entry.kind().name(), entry.kind().type());
        }

        Component component() {
            return component;
        }

        @Override
        public Optional<Component> with(Map<String, Object> options) {
            return binder.with(entry, options).map(config -> make(entry, config).component());
        }

        @Override
        public <K extends Component> Optional<K> companion(Class<K> kind) {
            return catalogue.kinds().stream()
                    .filter(info -> info.type().equals(kind) && wiring.has(info.name()))
                    .findFirst()
                    .map(info -> wiring.get(info.name(), kind));
        }
    }

    /**
     * Constructs a component.
     *
     * @throws dev.rheo.runtime.plugin.ComponentFailure if the constructor fails
     * @throws dev.rheo.runtime.wire.WiringException if it asks for what it cannot have
     */
    Made make(ComponentEntry entry, ComponentConfig config) {
        List<Slot> slots = new ArrayList<>();
        for (String kind : ORDER) {
            if (kind.equals(entry.kind().name())) {
                break;
            }
            companion(kind, entry, config).ifPresent(slots::add);
        }
        slots.add(slot(entry, config));
        return new Made(entry, Wiring.of(slots, this::entry, schemas::references, new RandomStreams(1)));
    }

    private Optional<Slot> companion(String kind, ComponentEntry entry, ComponentConfig config) {
        String usual = COMPANIONS.get(kind);
        if (usual == null) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(List.of(usual));
        if (kind.equals("path") && entry.kind().name().equals("objective")) {
            names.addAll(OTHER_PATHS);
            if (!RegressionObjective.class.isAssignableFrom(entry.type())) {
                Collections.rotate(names, -1);
            }
        }
        List<Slot> known = names.stream().flatMap(name -> known(kind, name)).toList();
        return known.stream().filter(slot -> suits(slot, config)).findFirst().or(() -> known.stream()
                .findFirst());
    }

    private Stream<Slot> known(String kind, String name) {
        return catalogue
                .kind(kind)
                .flatMap(info -> catalogue.find(info, name))
                .flatMap(companion -> binder.defaults(companion).map(defaults -> slot(companion, defaults)))
                .stream();
    }

    /** Whether the companion has what a configuration asks of its path, as far as one trait can say it. */
    private static boolean suits(Slot companion, ComponentConfig config) {
        Set<String> provided = companion.ref().config().traits().provided().stream()
                .map(Traits.Provision::trait)
                .collect(Collectors.toSet());
        Traits traits = PluginContext.supply(config, config::traits);
        return traits.required().stream()
                        .map(Traits.Demand::trait)
                        .filter(Bench::ofPaths)
                        .allMatch(provided::contains)
                && traits.excluded().stream().map(Traits.Demand::trait).noneMatch(provided::contains);
    }

    private static boolean ofPaths(String trait) {
        return trait.startsWith("path.") || trait.equals(TraitNames.TIME_DISCRETE);
    }

    private static Slot slot(ComponentEntry entry, ComponentConfig config) {
        return new Slot(entry.kind().name(), ref(entry, config), true);
    }

    private static ComponentRef<?> ref(ComponentEntry entry, ComponentConfig config) {
        return new ComponentRef<>(entry.kind().type(), entry.name(), config);
    }

    private ComponentEntry entry(ComponentRef<?> ref) {
        return catalogue.components().stream()
                .filter(each ->
                        each.kind().type().equals(ref.kind()) && each.name().equals(ref.name()))
                .findFirst()
                .orElseThrow();
    }
}
