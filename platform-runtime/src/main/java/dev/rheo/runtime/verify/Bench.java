package dev.rheo.runtime.verify;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.wire.Slot;
import dev.rheo.runtime.wire.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Binder binder;

    Bench(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.binder = new Binder(catalogue, schemas);
    }

    /**
     * @throws dev.rheo.runtime.plugin.ComponentFailure if the constructor fails
     * @throws dev.rheo.runtime.wire.WiringException if it asks for what it cannot have
     */
    Component construct(ComponentEntry entry, ComponentConfig config) {
        List<Slot> slots = new ArrayList<>();
        for (String kind : ORDER) {
            if (kind.equals(entry.kind().name())) {
                break;
            }
            String name = COMPANIONS.get(kind);
            if (name != null) {
                catalogue
                        .kind(kind)
                        .flatMap(info -> catalogue.find(info, name))
                        .flatMap(companion -> binder.defaults(companion).map(defaults -> slot(companion, defaults)))
                        .ifPresent(slots::add);
            }
        }
        slots.add(slot(entry, config));
        Wiring wiring = Wiring.of(slots, this::entry, schemas::references, new RandomStreams(1));
        return wiring.get(entry.kind().name(), entry.kind().type());
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
