package dev.rheo.runtime.plugin;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs code of a plugin as that code expects it: with the plugin's class loader as the thread's context class loader. */
public final class PluginContext {
    private PluginContext() {}

    /** As {@link #call}, for code that throws nothing checked, on behalf of an object of the plugin. */
    public static <T> T supply(Object ofPlugin, Supplier<T> code) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ofPlugin.getClass().getClassLoader());
        try {
            return code.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

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
