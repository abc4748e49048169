package dev.rheo.runtime.plugin;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a plugin's constructors and static initialisers, so that the host does not wait for ever for one that never returns.
 * No thread can be stopped against its will: such a one is interrupted, left behind, and ends with the process.
 */
final class PluginThread extends Thread {
    /** How many seconds the host waits; for machines so slow that 30 are not enough. */
    static final String SECONDS = "rheo.plugin.seconds";

    private static final int USUAL_SECONDS = 30;

    private final Deque<String> inside = new ConcurrentLinkedDeque<>();

    private PluginThread(Runnable code) {
        super(code, "rheo-plugin");
        setDaemon(true);
    }

    /** The code did not return in time. */
    static final class NeverReturned extends Exception {
        private static final long serialVersionUID = 1L;

        /** What was running at last, as its caller named it. */
        private final String what;

        private NeverReturned(String what, Duration waited, String where) {
            super("did not return within " + waited.toSeconds() + " s" + where);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /**
     * Calls {@code code} with {@code loader} as the thread's context class loader. Within another call it runs on that one's
     * thread and within its time.
     *
     * @param what names the code if it does not return
     * @throws Throwable whatever the code throws
     * @throws NeverReturned if it takes longer than {@link #SECONDS}
     */
    static <T> T call(String what, ClassLoader loader, Callable<T> code) throws Throwable {
        return call(what, 1, loader, code);
    }

    /** @param times how many times as long as usual it may take */
    static <T> T call(String what, int times, ClassLoader loader, Callable<T> code) throws Throwable {
        if (Thread.currentThread() instanceof PluginThread outer) {
            return outer.run(what, loader, code);
        }
        Duration longest = Duration.ofSeconds((long) times * Integer.getInteger(SECONDS, USUAL_SECONDS));
        FutureTask<T> task = new FutureTask<>(() -> ((PluginThread) Thread.currentThread()).run(what, loader, code));
        PluginThread thread = new PluginThread(task);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (TimeoutException e) {
            String last = thread.inside.isEmpty() ? what : thread.inside.getLast();
            NeverReturned problem = new NeverReturned(last, longest, thread.place());
            thread.interrupt();
            throw problem;
        }
    }

    private <T> T run(String what, ClassLoader loader, Callable<T> code) throws Exception {
        inside.addLast(what);
        try {
            return PluginContext.call(loader, code);
        } finally {
            inside.removeLast();
        }
    }

    /** The innermost frame that is neither of the JDK nor of the host, for a message. */
    private String place() {
        for (StackTraceElement frame : getStackTrace()) {
            String type = frame.getClassName();
            if (frame.getModuleName() == null && !type.startsWith("dev.rheo.runtime.")) {
                return ", last seen in " + type + "." + frame.getMethodName() + ", line " + frame.getLineNumber();
            }
        }
        return "";
    }
}
