package dev.rheo.runtime.plugin;

import java.util.concurrent.Callable;

/** Runs code of a plugin as that code expects it: with the plugin's class loader as the thread's context class loader. */
public final class PluginContext {
    private PluginContext() {}

    /** Calls {@code code} and restores the thread's context class loader, whatever {@code code} does to it. */
    public static <T> T call(ClassLoader loader, Callable<T> code) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return code.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
