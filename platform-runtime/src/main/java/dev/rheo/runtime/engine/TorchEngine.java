package dev.rheo.runtime.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.rheo.api.graph.TorchModule;
import dev.rheo.runtime.program.Archive;
import dev.rheo.runtime.program.Kernels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Starts the engine and sets it up for the calling thread. Thread-safe. */
public final class TorchEngine {
    private static final double FLOPS_PER_THREAD = 1e9;

    private static final String PROBE = """
            def probe(self) -> Tensor:
              return self.dnn(torch.ones([2, 2]), torch.ones([2, 2]), None)
            """;

    private final Engine engine;
    private @Nullable Kernels kernels;

    private TorchEngine(Engine engine) {
        this.engine = engine;
    }

    /**
     * Loads the natives if this process has not done so. To be called by the host before plugin code runs: the engine
     * remembers the class loader that touched it first.
     */
    public static TorchEngine start() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TorchEngine.class.getClassLoader());
        try {
            return new TorchEngine(Engine.getEngine("PyTorch"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The version of the native library, for {@code environment.json}. */
    public String version() {
        return engine.getVersion();
    }

    /**
     * Sets the calling thread up for programs. The engine keeps this per Java thread, so every thread that calls programs
     * enters once.
     *
     * @param threads how many threads one operation may use
     */
    public void enterThread(int threads) {
        // A thread's first parallel operation takes over what any thread set last; asking counts as one.
        JniUtils.getNumThreads();
        JniUtils.setNumThreads(threads);
        JniUtils.setGraphExecutorOptimize(false);
    }

    /**
     * The number of threads that a program should use: one per GFLOP of a forward pass, at most the machine's
     * processors. Small operations gain little from a second thread and lose much when another process takes a
     * processor. A rule and not a measurement, so that equal runs are equal.
     *
     * @param flops per sample
     */
    public static int threadsFor(long flops, int batch) {
        double wanted = (double) flops * batch / FLOPS_PER_THREAD;
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), Math.floor(wanted)));
    }

    /** A manager that owns what is made with it; the caller closes it. */
    public NDManager newManager() {
        return engine.newBaseManager(Device.cpu());
    }

    PtNDManager newTorchManager() {
        return (PtNDManager) newManager();
    }

    /** Finds out what this machine can do, which otherwise the first program waits for. */
    public void prepare() {
        kernels();
    }

    /** The fastest kernels for this machine, for programs in float32 that torch.autograd does not differentiate. */
    synchronized Kernels kernels() {
        Kernels known = kernels;
        if (known == null) {
            known = Processor.isHeldBackByMkl() && hasOneDnn() ? Kernels.ONE_DNN : Kernels.PORTABLE;
            kernels = known;
        }
        return known;
    }

    /** Whether programs can be loaded and run on oneDNN's kernels. */
    boolean hasOneDnn() {
        try (PtNDManager manager = newTorchManager()) {
            PtSymbolBlock block = load(manager, PROBE, Kernels.ONE_DNN);
            IValueUtils.runMethod(block, "probe").close();
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Loads a program's methods; owned by the manager. */
    static PtSymbolBlock load(PtNDManager manager, String source, Kernels kernels) {
        return load(manager, source, kernels, null);
    }

    /** @param module what the program calls, or null */
    static PtSymbolBlock load(PtNDManager manager, String source, Kernels kernels, @Nullable TorchModule module) {
        try {
            byte[] archive = Archive.of(source, kernels, module);
            return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
