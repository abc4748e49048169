package dev.rheo.runtime.plugin;

import java.util.Set;

/** Words for exceptions that come out of files and code that nobody here has written. */
public final class Faults {
    private static final int LONGEST = 300;
    private static final Set<String> SPEAKING_FOR_THEMSELVES =
            Set.of("IOException", "RuntimeException", "Exception", "Error", "UncheckedIOException");

    private Faults() {}

    /** Rethrows what only the virtual machine's end can follow; everything else is the caller's to report. */
    public static void rethrowIfFatal(Throwable fault) {
        boolean survivable = fault instanceof OutOfMemoryError || fault instanceof StackOverflowError;
        if (fault instanceof VirtualMachineError fatal && !survivable) {
            throw fatal;
        }
    }

    /** One printable line: the exception's type and message, shortened. */
    public static String say(Throwable fault) {
        String type = fault.getClass().getSimpleName();
        String message = messageOf(fault);
        if (message.isBlank()) {
            return type;
        }
        return printable(SPEAKING_FOR_THEMSELVES.contains(type) ? message : type + ": " + message);
    }

    /** As {@link #say}, with the cause at the bottom of the chain where it adds something. */
    public static String sayWithRoot(Throwable fault) {
        Throwable root = fault;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root == fault ? say(fault) : say(fault) + "; caused by " + say(root);
    }

    /** {@code text} on one line, without control characters (a terminal would obey them), shortened. */
    public static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String messageOf(Throwable fault) {
        try {
            String message = fault.getMessage();
            return message == null ? "" : message;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return "its message could not be read";
        }
    }
}
