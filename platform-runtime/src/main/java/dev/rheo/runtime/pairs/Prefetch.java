package dev.rheo.runtime.pairs;

import dev.rheo.api.objective.MinibatchWriter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fills a ring of slots on worker threads, in any order, and hands them out in the order of steps. One consumer. The first
 * worker keeps the ring full; the others help only after the consumer had to wait, so that steps whose minibatches cost
 * little have the processors to themselves.
 *
 * @param <S> what holds one minibatch
 */
public final class Prefetch<S extends MinibatchWriter> implements AutoCloseable {
    private static final long LONGEST_WAIT_FOR_WORKERS = 5_000;
    private static final int MOST_WORKERS_BY_RULE = 8;

    /** What fits between two steps: the update of a small network. */
    private static final long SHORT = 75_000;

    private static final long LOOK = 50_000;

    private final List<S> ring;
    private final PairMaker maker;
    private final long last;
    private final Semaphore free;
    private final Semaphore spare = new Semaphore(0);
    private final Semaphore[] ready;
    private final Semaphore help = new Semaphore(0);
    private final Thread[] workers;
    private final AtomicLong claimed;
    private final AtomicReferenceArray<@Nullable Throwable> failures;
    private final int group;
    private final AtomicInteger helping = new AtomicInteger();
    private volatile long nanos = Long.MAX_VALUE;
    private volatile boolean helped;
    private volatile boolean closed;
    private int held;

    /**
     * @param ring slots, written by workers only between {@link #release} and {@link #take}
     * @param first the first step
     * @param last the step after the last
     */
    public Prefetch(List<S> ring, PairMaker maker, int workers, long first, long last) {
        this.ring = List.copyOf(ring);
        this.maker = maker;
        this.last = last;
        this.claimed = new AtomicLong(first);
        this.free = new Semaphore(ring.size());
        this.failures = new AtomicReferenceArray<>(ring.size());
        this.ready = new Semaphore[ring.size()];
        for (int i = 0; i < ready.length; i++) {
            ready[i] = new Semaphore(0);
        }
        // Waking a worker costs more than a small step, so slots go back several at a time.
        this.group = Math.max(1, ring.size() / 4);
        this.workers = new Thread[workers];
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (int i = 0; i < workers; i++) {
            this.workers[i] = new Thread(i == 0 ? this::work : this::help, "rheo-prefetch-" + i);
            this.workers[i].setDaemon(true);
            this.workers[i].setContextClassLoader(loader);
            this.workers[i].start();
        }
    }

    /** How many workers {@code train.workers} means: that many, or for 0 one per processor. */
    public static int workersFor(int asked) {
        int processors = Runtime.getRuntime().availableProcessors();
        return asked > 0 ? asked : Math.min(MOST_WORKERS_BY_RULE, processors);
    }

    private void work() {
        boolean more = true;
        while (more) {
            more = make();
        }
    }

    private void help() {
        boolean more = true;
        while (more && await(help)) {
            for (int i = 0; i < group && more; i++) {
                more = make();
            }
        }
    }

    /**
     * For threads that have nothing to do for a moment between steps: makes one minibatch, if there is room and minibatches take
     * no longer than such a moment; not where several come from one plan, of which one takes long. From then on workers are woken only where that does not suffice.
     */
    public void helpOut() {
        helping.incrementAndGet();
        try {
            helped = maker.plansEach();
            if (helped && !closed && nanos < SHORT && spare.tryAcquire()) {
                fill();
            }
        } finally {
            helping.decrementAndGet();
        }
    }

    /** Makes the next minibatch once there is a slot for it; false if there is none to make. */
    private boolean make() {
        return await(free) && fill();
    }

    private boolean fill() {
        long step = claimed.getAndIncrement();
        if (step >= last) {
            return false;
        }
        int slot = (int) (step % ring.size());
        long began = System.nanoTime();
        try {
            maker.make(step, last, ring.get(slot));
            nanos = System.nanoTime() - began;
            return true;
        } catch (Throwable thrown) { // plugin code may throw anything; the consumer reports it when it comes there
            failures.set(slot, thrown);
            return false;
        } finally {
            ready[slot].release();
        }
    }

    /** False once closed. Plugin code may interrupt its own thread, so an interrupt by itself ends nothing. */
    private boolean await(Semaphore semaphore) {
        while (!closed) {
            try {
                semaphore.acquire();
                return !closed;
            } catch (InterruptedException e) {
                continue;
            }
        }
        return false;
    }

    /**
     * The minibatch of {@code step}; waits for it. Steps before one that failed are handed out as ever, so a failure
     * comes at the same step in every run.
     *
     * @throws PairException if making this minibatch failed
     */
    public S take(long step) throws InterruptedException {
        int slot = (int) (step % ring.size());
        if (!ready[slot].tryAcquire()) {
            free.release(spare.drainPermits());
            if (help.availablePermits() == 0) {
                help.release(workers.length - 1);
            }
            ready[slot].acquire();
        }
        Throwable thrown = failures.get(slot);
        if (thrown != null) {
            throw new PairException(thrown);
        }
        return ring.get(slot);
    }

    /** Gives back the slot taken last. */
    public void release() {
        if (helped && nanos < SHORT && spare.availablePermits() < ring.size() / 2) {
            spare.release();
        } else if (++held >= group) {
            held = 0;
            free.release(group + spare.drainPermits());
        }
    }

    /** Stops the workers and waits for them: for helpers, and five seconds for each that is deep in a plugin's code. */
    @Override
    public void close() {
        closed = true;
        for (Thread worker : workers) {
            worker.interrupt();
        }
        boolean interrupted = false;
        while (helping.get() > 0) {
            LockSupport.parkNanos(LOOK);
        }
        for (Thread worker : workers) {
            try {
                worker.join(LONGEST_WAIT_FOR_WORKERS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
