package dev.rheo.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run's injector must not pin the plugins it was made of. */
class UnloadingTest {
    @Test
    void aPluginsClassLoaderCanBeCollectedOnceTheRunIsDropped() throws Exception {
        WeakReference<ClassLoader> loader = wireAndDrop();
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> wireAndDrop() throws Exception {
        ClassLoader loader = new Copies();
        Class<? extends Component> type =
                loader.loadClass(WireToys.Leaf.class.getName()).asSubclass(Component.class);
        Class<? extends ComponentConfig> options =
                loader.loadClass(WireToys.Text.class.getName()).asSubclass(ComponentConfig.class);
        ComponentConfig config = options.getConstructor(String.class).newInstance("a");
        ComponentRef<SourceDistribution> ref = new ComponentRef<>(SourceDistribution.class, "leaf", config);
        ComponentEntry entry =
                new ComponentEntry(KindInfo.of(SourceDistribution.class), "leaf", "", "", "", type, options, "toys");
        Wiring wiring =
                Wiring.of(List.of(new Slot("source", ref, true)), any -> entry, any -> List.of(), new RandomStreams(1));
        SourceDistribution made = wiring.get("source", SourceDistribution.class);
        assertThat(made.getClass().getClassLoader()).isSameAs(loader);
        return new WeakReference<>(loader);
    }

    /** Defines the toys anew, as a plugin's class loader would. */
    private static final class Copies extends ClassLoader {
        Copies() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(WireToys.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
