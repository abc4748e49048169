package dev.rheo.runtime.cli;

import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who it was when code of a plugin ends the process with {@code System.exit}, and makes that a failure whatever code it
 * chose. Java has no way to keep it from doing so. The thread that called it never returns, so a run in progress that waits
 * for it could not go on to a checkpoint: it keeps its last one.
 */
final class ExitWitness {
    private final Console console;

    private ExitWitness(Console console) {
        this.console = console;
    }

    /** Watches over this process; only for one that is Rheo's own. */
    static void install(Console console) {
        Thread hook = new Thread(new ExitWitness(console)::onShutdown, "rheo-exit-witness");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onShutdown() {
        Optional<String> culprit = Thread.getAllStackTraces().entrySet().stream()
                .flatMap(each -> culprit(each).stream())
                .findFirst();
        if (culprit.isEmpty()) {
            return;
        }
        console.complain(
                "a plugin ended the process: " + culprit.get() + " called System.exit",
                "report it to the plugin's author: components have to throw an exception instead. A run in progress keeps its"
                        + " last checkpoint");
        console.out().flush();
        console.err().flush();
        Runtime.getRuntime().halt(ExitCode.PLUGIN);
    }

    private static Optional<String> culprit(Map.Entry<Thread, StackTraceElement[]> thread) {
        return caller(thread.getValue()).map(type -> {
            String place = place(type, thread.getKey().getContextClassLoader());
            return place == null ? type : type + " in " + place;
        });
    }

    /** The class that called {@code exit}, unless it is the host. */
    private static Optional<String> caller(StackTraceElement[] frames) {
        boolean exiting = false;
        for (StackTraceElement frame : frames) {
            String type = frame.getClassName();
            if (type.equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) {
                exiting = true;
            } else if (exiting && !type.equals("java.lang.System")) {
                return type.startsWith("dev.rheo.runtime.") ? Optional.empty() : Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The jar or folder that the class comes from. */
    private static @Nullable String place(String type, @Nullable ClassLoader loader) {
        try {
            CodeSource source =
                    Class.forName(type, false, loader).getProtectionDomain().getCodeSource();
            return source == null ? null : source.getLocation().getPath();
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
