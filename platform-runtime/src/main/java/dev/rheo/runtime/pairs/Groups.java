package dev.rheo.runtime.pairs;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Plans that serve several minibatches each, by number. The first thread that needs a plan makes it; others that need it
 * meanwhile make the next ones instead of waiting idly, so plans are made in parallel on as many threads as ask for minibatches.
 * A plan is a function of its number, so who made it, and whether it is made again, changes nothing. Thread-safe.
 */
final class Groups {
    private static final int LOOK_AHEAD = 8;

    private final LongFunction<Coupled> make;
    private final ConcurrentNavigableMap<Long, FutureTask<Coupled>> plans = new ConcurrentSkipListMap<>();

    /** @param make the plan of a number; whatever it throws is thrown to everybody who asks for that plan */
    Groups(LongFunction<Coupled> make) {
        this.make = make;
    }

    /**
     * The plan {@code number}, waiting for it where it is being made.
     *
     * @param end the plan after the last one that is worth making
     */
    Coupled get(long number, long end) {
        plans.headMap(number - 1).clear(); // nobody comes back but to repeat, and then they are made again
        FutureTask<Coupled> wanted = plan(number);
        wanted.run();
        for (long next = number + 1; next < Math.min(end, number + LOOK_AHEAD) && !wanted.isDone(); next++) {
            plan(next).run();
        }
        return result(wanted);
    }

    private FutureTask<Coupled> plan(long number) {
        return plans.computeIfAbsent(number, fresh -> new FutureTask<>(() -> make.apply(fresh)));
    }

    /** Plugin code may interrupt its own thread, so an interrupt by itself ends nothing. */
    private static Coupled result(FutureTask<Coupled> plan) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return plan.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw thrown(e, e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException wrapper, @Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new PairException(wrapper);
    }
}
