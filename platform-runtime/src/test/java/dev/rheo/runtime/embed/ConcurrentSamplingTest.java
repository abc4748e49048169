package dev.rheo.runtime.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.rheo.runtime.toy.ToyExperiment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConcurrentSamplingTest {
    private static final int THREADS = 8;
    private static final int COUNT = 300;

    private final ExecutorService askers = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        askers.shutdownNow();
    }

    private <T> List<T> together(Callable<T> task) throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(THREADS);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(askers.submit(() -> {
                ready.countDown();
                ready.await();
                return task.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void eightThreadsGetTheBitsThatOneGets() throws Exception {
        float[] alone;
        try (RheoModel model = ToyModels.open(new ToyExperiment(), 1)) {
            alone = model.sampler().sample(COUNT, 7).values();
        }
        try (RheoModel model = ToyModels.open(new ToyExperiment(), 3)) {
            int before = liveArrays();
            for (int round = 0; round < 10; round++) {
                for (Samples samples : together(() -> model.sampler().sample(COUNT, 7))) {
                    assertThat(samples.values()).isEqualTo(alone);
                }
                assertThat(liveArrays()).isEqualTo(before).isPositive();
            }
        }
    }

    /** Native arrays of the whole process, whoever owns them. */
    private static int liveArrays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }

    @Test
    void threadsWithOtherSeedsLabelsAndVelocitiesDoNotDisturbEachOther() throws Exception {
        ToyExperiment experiment = new ToyExperiment();
        experiment.classes = 3;
        try (RheoModel model = ToyModels.open(experiment, 2)) {
            float[] points = {6, 7, 8, 9};
            float[] expectedVelocity = model.velocity(points, 0.5, 0, 2);
            float[][] expected = new float[THREADS][];
            for (int i = 0; i < THREADS; i++) {
                expected[i] = model.sampler().labels(i % 3).sample(50, i).values();
            }
            AtomicInteger number = new AtomicInteger();
            together(() -> {
                int own = number.getAndIncrement();
                for (int i = 0; i < 20; i++) {
                    assertThat(model.sampler().labels(own % 3).sample(50, own).values())
                            .isEqualTo(expected[own]);
                    assertThat(model.velocity(points, 0.5, 0, 2)).isEqualTo(expectedVelocity);
                }
                return own;
            });
        }
    }

    @Test
    void noMoreIsSolvedForThanTheConcurrencyAllows() throws Exception {
        try (RheoModel model = ToyModels.open(new ToyExperiment(), 1)) {
            together(() -> model.sampler().sample(COUNT, 1));
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("rheo-solver") && thread.isAlive())
                    .hasSize(1);
        }
    }

    @Test
    void closingMeanwhileEndsTheOthersWithAClearWord() throws Exception {
        for (int round = 0; round < 10; round++) {
            RheoModel model = ToyModels.open(new ToyExperiment(), 2);
            CountDownLatch begun = new CountDownLatch(THREADS);
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(askers.submit(() -> model.sampler().sample(Long.MAX_VALUE / 4, 1, batch -> {
                    begun.countDown();
                })));
            }
            begun.await();
            model.close();
            for (Future<?> future : futures) {
                assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                RheoException.class, e -> assertThat(e.kind()).isEqualTo(RheoException.Kind.CLOSED));
            }
        }
    }

    @Test
    void aModelMayBeClosedWhileItsBatchesAreTaken() {
        RheoModel model = ToyModels.open(new ToyExperiment(), 2);
        assertThatThrownBy(() -> model.sampler().sample(10_000, 1, batch -> model.close()))
                .isInstanceOf(RheoException.class)
                .hasMessageContaining("it was closed");
        model.close();
        assertThatThrownBy(() -> model.sampler().sample(1, 1)).hasMessageContaining("it was closed");
        assertThatThrownBy(() -> model.velocity(new float[2], 0.5)).hasMessageContaining("it was closed");
    }

    @Test
    void anInterruptEndsASampling() throws Exception {
        try (RheoModel model = ToyModels.open(new ToyExperiment(), 1)) {
            Future<Boolean> interrupted = askers.submit(() -> {
                try {
                    model.sampler().sample(Long.MAX_VALUE / 4, 1, batch -> Thread.currentThread()
                            .interrupt());
                    return false;
                } catch (RheoException e) {
                    return e.kind() == RheoException.Kind.INTERRUPTED && Thread.interrupted();
                }
            });
            assertThat(interrupted.get()).isTrue();
            assertThat(model.sampler().sample(3, 1).count()).isEqualTo(3);
        }
    }
}
