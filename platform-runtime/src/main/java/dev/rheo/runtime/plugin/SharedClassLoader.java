package dev.rheo.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The parent of every plugin's class loader: the JDK, and of the host's class path the {@link SharedPackages} only,
 * classes and resources alike. {@code META-INF} is nobody's package, so the host's services and indexes do not leak.
 */
final class SharedClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SharedClassLoader(ClassLoader host) {
        super("rheo-shared", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        if (dot > 0 && SharedPackages.isShared(name.substring(0, dot))) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isShared(name) ? host.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isShared(name) ? host.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean isShared(String resource) {
        int slash = resource.lastIndexOf('/');
        return slash > 0 && SharedPackages.isShared(resource.substring(0, slash).replace('/', '.'));
    }
}
