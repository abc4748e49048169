package dev.rheo.runtime.cli;

import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rheo doctor}: whether this machine and installation can run experiments. */
@Command(
        name = "doctor",
        description = "Check that this machine and installation can run experiments.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;
    private boolean healthy = true;

    @Mixin
    Shared shared = new Shared();

    DoctorCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        ok("Rheo " + Version.current() + " in " + installation.home());
        ok("Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        Runtime runtime = Runtime.getRuntime();
        ok(runtime.availableProcessors() + " processors, up to " + (runtime.maxMemory() >> 20) + " MB of heap");
        plugins();
        folder();
        engine();
        return healthy ? ExitCode.OK : ExitCode.FAILED;
    }

    private void plugins() {
        try (Platform platform = Platform.open(installation, shared)) {
            long good = platform.catalogue().plugins().stream()
                    .filter(plugin -> plugin.state() == PluginStatus.State.OK)
                    .count();
            int bad = platform.catalogue().rejected().size();
            String summary =
                    good + " plugins with " + platform.catalogue().components().size() + " components";
            if (bad > 0 || good == 0) {
                bad(summary + ", " + bad + " not usable", "'rheo plugins' says why");
            } else {
                ok(summary);
            }
        }
    }

    private void folder() {
        Path here = Path.of("").toAbsolutePath();
        try {
            Path probe = Files.createTempFile(here, ".rheo-doctor", ".tmp");
            Files.delete(probe);
            ok(here + " can be written to");
        } catch (IOException e) {
            bad(here + " cannot be written to, so no run can be kept here", "use another folder, or --runs DIR");
        }
    }

    private void engine() {
        console.err().println("starting the engine (the first time it unpacks about 430 MB) …");
        try {
            TorchEngine engine = TorchEngine.start();
            engine.enterThread(1);
            try (var manager = engine.newManager()) {
                double sum =
                        manager.ones(new ai.djl.ndarray.types.Shape(2, 3)).sum().getFloat();
                if (sum == 6) {
                    ok("PyTorch " + engine.version() + " computes");
                } else {
                    bad("PyTorch computes 6 ones to " + sum, "the natives do not fit this machine");
                }
            }
        } catch (RuntimeException | LinkageError e) {
            bad(
                    "PyTorch does not start: " + e.getMessage(),
                    "check that DJL's cache (DJL_CACHE_DIR, else ~/.djl.ai) is writable and has 1 GB of room");
        }
    }

    private void ok(String line) {
        console.out().println("ok    " + line);
    }

    private void bad(String line, String remedy) {
        healthy = false;
        console.out().println("bad   " + line);
        console.out().println("      → " + remedy);
    }
}
