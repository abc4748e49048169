package dev.rheo.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that each do one of several tasks at the same time, over and over: with less delay than an executor's, because who
 * waits looks on for a while before it sleeps. One caller at a time.
 */
final class Crew implements AutoCloseable {
    /** What waking a thread up takes; looking on for longer than that loses against sleeping. */
    private static final long LOOKING_ON = 100_000;

    private static final int LOOKS = 64;

    private final List<Member> members = new ArrayList<>();
    private boolean closed;

    /**
     * @param size how many tasks are done at a time, the caller's included
     * @param enter what each thread does first
     */
    Crew(int size, Runnable enter) {
        for (int i = 1; i < size; i++) {
            Member member = new Member("rheo-shard-" + i, enter);
            members.add(member);
            member.start();
        }
    }

    /**
     * Does one task on each thread, the first on the caller's, and returns when all are done.
     *
     * @throws RuntimeException what the first of the tasks that failed threw
     * @throws IllegalStateException if the crew is closed
     */
    void run(List<? extends Runnable> tasks) {
        if (closed) {
            throw new IllegalStateException("The crew is closed.");
        }
        for (int i = 1; i < tasks.size(); i++) {
            members.get(i - 1).begin(tasks.get(i));
        }
        Throwable thrown = attempt(tasks.get(0));
        for (int i = 1; i < tasks.size(); i++) {
            Throwable other = members.get(i - 1).await();
            thrown = thrown == null ? other : thrown;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException failure) {
            throw failure;
        }
    }

    /** What each of the other threads does once after each task; short. Whatever it throws, the next task throws. */
    void afterwards(Runnable idle) {
        members.forEach(member -> member.afterwards = idle);
    }

    /** Ends the threads and waits for them. */
    @Override
    public void close() {
        closed = true;
        members.forEach(Member::end);
    }

    private static @Nullable Throwable attempt(Runnable task) {
        try {
            task.run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** A thread and the task it has: who hands over writes the task last, and who finishes clears it last. */
    private static final class Member extends Thread {
        private final Runnable enter;
        private volatile @Nullable Runnable task;
        private volatile boolean ended;
        private volatile Runnable afterwards = () -> {};
        private @Nullable Thread caller;
        private @Nullable Throwable thrown;

        Member(String name, Runnable enter) {
            super(name);
            this.enter = enter;
            setDaemon(true);
        }

        void begin(Runnable next) {
            caller = Thread.currentThread();
            task = next;
            LockSupport.unpark(this);
        }

        @Nullable
        Throwable await() {
            lookOnWhile(true);
            return thrown;
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
            Threads.awaitEnd(this);
        }

        @Override
        public void run() {
            Throwable failed = attempt(enter);
            while (!ended) {
                lookOnWhile(false);
                Runnable now = task;
                if (now != null) {
                    thrown = failed == null ? attempt(now) : failed;
                    Thread waiting = caller;
                    task = null;
                    LockSupport.unpark(waiting);
                    failed = failed == null ? attempt(afterwards) : failed;
                    Thread.interrupted(); // plugin code may interrupt its own thread, which would then not sleep any
                    // more
                }
            }
        }

        private void lookOnWhile(boolean busy) {
            long until = 0;
            for (int looks = 1; (task != null) == busy && !ended; looks++) {
                if (looks % LOOKS != 0) {
                    Thread.onSpinWait();
                } else if (until == 0) {
                    until = System.nanoTime() + LOOKING_ON;
                } else if (System.nanoTime() >= until) {
                    LockSupport.park(this);
                }
            }
        }
    }
}
