package dev.rheo.runtime.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.LogManager;

/** The process that {@code bin/rheo} starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Console console = new Console(out, err, Boolean.getBoolean("rheo.terminal"));
        ExitWitness.install(console);
        // Guice prints a stack trace to the terminal where a plugin's classes are newer than it can read.
        LogManager.getLogManager().reset();
        int code = new Rheo(Installation.ofLauncher(), console).run(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs one command line in this process, for callers that live on.
     *
     * @param home the unpacked distribution
     * @param out receives results
     * @param err receives progress and messages
     * @return the exit code that the process would have had
     */
    public static int run(Path home, PrintStream out, PrintStream err, String... arguments) {
        return new Rheo(new Installation(home), new Console(out, err, false)).run(arguments);
    }
}
