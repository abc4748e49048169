package dev.rheo.runtime.wire;

import com.google.inject.AbstractModule;
import dev.rheo.api.component.Components;
import dev.rheo.api.random.RandomStreams;

/** What the host offers to every component. */
final class HostModule extends AbstractModule {
    private final RandomStreams random;
    private final Components components;

    HostModule(RandomStreams random, Components components) {
        this.random = random;
        this.components = components;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
        bind(RandomStreams.class).toInstance(random);
        bind(Components.class).toInstance(components);
    }
}
