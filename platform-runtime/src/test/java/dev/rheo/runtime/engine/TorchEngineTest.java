package dev.rheo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
    /**
     * The engine package relies on undocumented behaviour of this version (names of arrays as lists, inference mode of
     * runMethod, the archive format). Whoever changes the version runs all tests of this package and then changes this
     * line.
     */
    @Test
    void theVersionIsTheOneThatThisPackageWasWrittenFor() {
        assertThat(TorchEngine.start().version()).isEqualTo("2.7.1");
        assertThat(ai.djl.engine.Engine.getDjlVersion()).isEqualTo("0.35.1");
    }

    @Test
    void smallNetworksUseOneThread() {
        assertThat(TorchEngine.threadsFor(17_000, 256)).isEqualTo(1);
    }

    @Test
    void largeNetworksUseAllProcessorsAndNoMore() {
        assertThat(TorchEngine.threadsFor(1_000_000_000, 256))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    /** The engine hands the number that was set last to every thread that has not computed yet. */
    @Test
    void aThreadKeepsItsNumberOfThreadsWhateverOthersSet() throws InterruptedException {
        TorchEngine engine = TorchEngine.start();
        int[] seen = new int[2];
        Thread first = new Thread(() -> {
            engine.enterThread(3);
            Thread second = new Thread(() -> {
                engine.enterThread(1);
                seen[1] = JniUtils.getNumThreads();
            });
            second.start();
            join(second);
            seen[0] = JniUtils.getNumThreads();
        });
        first.start();
        first.join();
        assertThat(seen).containsExactly(3, 1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void startingKeepsTheThreadsClassLoader() {
        ClassLoader own = new ClassLoader(getClass().getClassLoader()) {};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        try {
            TorchEngine.start();
            assertThat(thread.getContextClassLoader()).isSameAs(own);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
