package dev.rheo.runtime.wire;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.name.Names;
import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The components of one run. Single slots hold one instance each; nested components are made anew on every request. */
public final class Wiring {
    private final Injector injector;
    private final Construction construction;
    private final Map<String, BoundSlot> byPlace;

    private Wiring(Injector injector, Construction construction, Map<String, BoundSlot> byPlace) {
        this.injector = injector;
        this.construction = construction;
        this.byPlace = byPlace;
    }

    /**
     * Binds; builds nothing yet.
     *
     * @param slots in the order data walks through them: a component may ask only for those before it
     * @param entries finds a component's class
     * @param nested the components that a configuration refers to
     * @throws WiringException if a constructor asks for something that it cannot have
     */
    public static Wiring of(
            List<Slot> slots,
            Function<ComponentRef<?>, ComponentEntry> entries,
            Function<ComponentConfig, List<ComponentRef<?>>> nested,
            RandomStreams random) {
        Map<String, BoundSlot> bound = new LinkedHashMap<>();
        Map<ComponentRef<?>, BoundSlot> refs = new IdentityHashMap<>();
        List<BoundSlot> all = new ArrayList<>();
        for (Slot slot : slots) {
            BoundSlot main = new BoundSlot(slot, entries.apply(slot.ref()));
            bound.put(slot.place(), main);
            all.add(main);
            for (ComponentRef<?> ref : deep(slot.ref().config(), nested)) {
                Slot place = new Slot(slot.place() + ".nested" + refs.size(), ref, false);
                BoundSlot inner = new BoundSlot(place, entries.apply(ref));
                refs.put(ref, inner);
                all.add(inner);
            }
        }
        ConstructorCheck.check(List.copyOf(bound.values()), all);
        Construction construction = new Construction(bound.values(), refs);
        Injector injector = create(all, construction, random);
        construction.connect(injector);
        return new Wiring(injector, construction, bound);
    }

    private static List<ComponentRef<?>> deep(
            ComponentConfig config, Function<ComponentConfig, List<ComponentRef<?>>> nested) {
        List<ComponentRef<?>> all = new ArrayList<>();
        for (ComponentRef<?> ref : nested.apply(config)) {
            all.add(ref);
            all.addAll(deep(ref.config(), nested));
        }
        return all;
    }

    private static Injector create(List<BoundSlot> slots, Components factory, RandomStreams random) {
        List<com.google.inject.Module> modules = new ArrayList<>();
        modules.add(new HostModule(random, factory));
        slots.forEach(slot -> modules.add(new SlotModule(slot)));
        try {
            return Guice.createInjector(Stage.DEVELOPMENT, modules);
        } catch (CreationException e) {
            throw new WiringException(
                    "", "the components could not be wired: " + firstLine(e), "report this with the manifest", e);
        }
    }

    private static String firstLine(CreationException e) {
        return e.getErrorMessages().iterator().next().getMessage();
    }

    /**
     * The component at {@code place}, built on first use.
     *
     * @throws dev.rheo.runtime.plugin.ComponentFailure if its constructor throws, or that of one that it asks for
     */
    public <K extends Component> K get(String place, Class<K> kind) {
        BoundSlot slot = byPlace.get(place);
        if (slot == null) {
            throw new IllegalArgumentException("nothing is bound at " + place);
        }
        return construction.build(slot, kind);
    }

    /** Whether a component is bound at {@code place}. */
    public boolean has(String place) {
        return byPlace.containsKey(place);
    }

    Injector injector() {
        return injector;
    }

    /** A slot and the class that fills it. */
    record BoundSlot(Slot slot, ComponentEntry entry) {
        Key<? extends Component> key() {
            Class<? extends Component> kind = entry.kind().type();
            return slot.single() ? Key.get(kind) : Key.get(kind, Names.named(slot.place()));
        }
    }
}
