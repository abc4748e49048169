package dev.rheo.runtime.wire;

import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Scopes;
import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;

/** Binds one component to its class, with a configuration that only it sees. */
final class SlotModule extends PrivateModule {
    private final Wiring.BoundSlot slot;

    SlotModule(Wiring.BoundSlot slot) {
        this.slot = slot;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        Class<? extends Component> type = slot.entry().type();
        ComponentConfig config = slot.slot().ref().config();
        bind((Class) config.getClass()).toInstance(config);
        bind((Key) slot.key()).to(type);
        if (slot.slot().single()) {
            bind(type).in(Scopes.SINGLETON);
        } else {
            bind(type);
        }
        expose(slot.key());
    }
}
