package dev.rheo.runtime.manifest;

import java.util.function.Supplier;

/** Calls into code that a plugin brought. */
public final class ForeignCode {
    private ForeignCode() {}

    /** Runs {@code call} with the context class loader of the plugin that {@code type} belongs to. */
    public static <T> T call(Class<?> type, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
