package dev.rheo.runtime.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command prints.
 *
 * @param out results
 * @param err progress and messages
 * @param terminal whether {@code err} is a terminal
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {
    private static final int WIDTH = 100;

    int width() {
        return WIDTH;
    }

    /** Says what went wrong and what to do. */
    void complain(@Nullable String message, String remedy) {
        err.println("rheo: " + message);
        if (!remedy.isBlank()) {
            err.println("  help: " + remedy);
        }
    }

    /** Prints a value as JSON on standard output. The mapper is made here because it takes long to load. */
    void json(Object value) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        out.println(mapper.writeValueAsString(value));
    }
}
