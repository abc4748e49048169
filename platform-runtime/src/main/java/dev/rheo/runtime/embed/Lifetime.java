package dev.rheo.runtime.embed;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets nothing be freed while it is used, and nothing be used after it was freed. Thread-safe. */
final class Lifetime {
    private final String name;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closed;
    private boolean freed; // guarded by the write lock

    /** @param name of what lives, for messages */
    Lifetime(String name) {
        this.name = name;
    }

    /** Uses what lives for a moment. */
    <T> T during(Supplier<T> use) {
        lock.readLock().lock();
        try {
            check();
            return use.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** @throws RheoException if the end has come */
    void check() {
        if (closed) {
            throw closed();
        }
    }

    RheoException closed() {
        return new RheoException(
                RheoException.Kind.CLOSED, "Cannot use " + name, "it was closed", "Open the model again.");
    }

    /** Lets no further use begin, waits for those that have, and frees; the second time nothing happens. */
    void end(Runnable free) {
        closed = true;
        lock.writeLock().lock();
        try {
            if (!freed) {
                freed = true;
                free.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
