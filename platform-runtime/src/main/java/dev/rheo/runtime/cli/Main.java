package dev.rheo.runtime.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process that {@code bin/rheo} starts. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Console console = new Console(out, err, Boolean.getBoolean("rheo.terminal"));
        int code = new Rheo(Installation.ofLauncher(), console).run(arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }
}
