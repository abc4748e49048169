package dev.rheo.distribution;

import dev.rheo.distribution.Distribution.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A Python with torch and numpy, which opens what Rheo wrote. */
final class Python {
    private final String interpreter;

    private Python(String interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * The interpreter that the environment variable PYTHON names, the system's, or the one on the path. Without one the
     * test is skipped, and on a machine that sets CI it fails.
     */
    static Python withTorch() {
        List<String> candidates = new ArrayList<>(List.of("/usr/bin/python3", "python3"));
        String named = System.getenv("PYTHON");
        if (named != null) {
            candidates.add(0, named);
        }
        for (String candidate : candidates) {
            if (imports(candidate)) {
                return new Python(candidate);
            }
        }
        String missing = "no Python with torch and numpy among " + candidates + "; PYTHON may name another";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        return Assumptions.abort(missing);
    }

    private static boolean imports(String interpreter) {
        try {
            Process process = new ProcessBuilder(interpreter, "-c", "import torch, numpy")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs a script in a folder, which must succeed; gives what it printed. */
    String run(Path folder, String script, String... arguments) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "script", ".py"), script);
        List<String> command = new ArrayList<>(List.of(interpreter, file.toString()));
        command.addAll(List.of(arguments));
        Finished finished = Distribution.start(folder, Map.of(), command).await();
        if (finished.exit() != 0) {
            throw new AssertionError(interpreter + " ended with " + finished.exit() + ":\n" + finished.all());
        }
        return finished.out();
    }
}
