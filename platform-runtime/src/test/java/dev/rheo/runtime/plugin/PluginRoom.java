package dev.rheo.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.fixture.Counter;
import dev.rheo.api.fixture.Greeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A plugins folder with one healthy plugin in it. Every {@link #load} checks that the healthy one is listed as ok and
 * that its component can be constructed and used, whatever else the folder holds.
 */
final class PluginRoom implements AutoCloseable {
    static final KindInfo GREETER = KindInfo.of(Greeter.class);
    static final KindInfo COUNTER = KindInfo.of(Counter.class);

    final Path folder;
    private Function<Class<? extends ComponentConfig>, List<String>> schema = config -> List.of();
    private LoadedPlugins loaded;

    PluginRoom(Path folder) {
        this.folder = folder;
        PluginJar.of("healthy").greeter("Hello", "hello").in(folder);
    }

    /** Adds a plugin beside the healthy one. */
    PluginRoom add(PluginJar jar) {
        jar.in(folder);
        return this;
    }

    PluginRoom withSchema(Function<Class<? extends ComponentConfig>, List<String>> problems) {
        schema = problems;
        return this;
    }

    Catalogue load() {
        return load(List.of(), List.of());
    }

    Catalogue load(List<Path> moreFolders, List<Path> developmentPlugins) {
        close();
        List<Path> folders = new java.util.ArrayList<>(List.of(folder));
        folders.addAll(moreFolders);
        loaded = new CatalogueLoader(List.of(GREETER, COUNTER), schema).load(folders, developmentPlugins);
        Catalogue catalogue = loaded.catalogue();
        assertThat(status(catalogue, "healthy").state()).isEqualTo(PluginStatus.State.OK);
        assertThat(greeting(catalogue, "hello")).isEqualTo("hello from healthy");
        return catalogue;
    }

    static PluginStatus status(Catalogue catalogue, String id) {
        return catalogue.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not listed in " + catalogue.plugins()));
    }

    static String greeting(Catalogue catalogue, String name) {
        return ((Greeter) construct(catalogue.find(GREETER, name).orElseThrow())).greet();
    }

    /** Constructs a component whose constructor takes nothing, as the wiring would: through the guard. */
    static Component construct(ComponentEntry entry) {
        return ComponentGuard.construct(entry, () -> {
            Constructor<?> constructor = Arrays.stream(entry.type().getDeclaredConstructors())
                    .filter(each -> each.isAnnotationPresent(jakarta.inject.Inject.class))
                    .findFirst()
                    .orElseThrow();
            constructor.setAccessible(true);
            return (Component) constructor.newInstance();
        });
    }

    void write(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
