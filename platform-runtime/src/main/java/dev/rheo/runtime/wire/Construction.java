package dev.rheo.runtime.wire;

import com.google.inject.Injector;
import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Components;
import dev.rheo.runtime.plugin.ComponentGuard;
import dev.rheo.runtime.wire.Wiring.BoundSlot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds components through the injector, and is what nested ones are asked of. */
final class Construction implements Components {
    private final Map<Class<?>, BoundSlot> singles = new HashMap<>();
    private final Map<ComponentRef<?>, BoundSlot> nested;
    private @Nullable Injector injector;

    /**
     * @param main the slots of the experiment
     * @param nested what configurations refer to, by identity
     */
    Construction(Collection<BoundSlot> main, Map<ComponentRef<?>, BoundSlot> nested) {
        this.nested = nested;
        for (BoundSlot slot : main) {
            if (slot.slot().single()) {
                singles.put(slot.entry().kind().type(), slot);
            }
        }
    }

    /** The injector needs this before it can be made. */
    void connect(Injector made) {
        injector = made;
    }

    /** What the component asks for comes first, so that a failure names the one that failed and not the one that asked. */
    <K extends Component> K build(BoundSlot slot, Class<K> kind) {
        Injector made = injector;
        if (made == null) {
            throw new IllegalStateException("the wiring is not done yet");
        }
        for (Class<?> wanted : ConstructorCheck.parameters(slot)) {
            BoundSlot needed = singles.get(wanted);
            if (needed != null) {
                build(needed, Component.class);
            }
        }
        return ComponentGuard.construct(slot.entry(), () -> kind.cast(made.getInstance(slot.key())));
    }

    @Override
    public <K extends Component> K create(ComponentRef<K> ref) {
        BoundSlot slot = nested.get(ref);
        if (slot == null) {
            throw new IllegalArgumentException(
                    "only components that a configuration refers to can be created, not " + ref.name());
        }
        return build(slot, ref.kind());
    }
}
