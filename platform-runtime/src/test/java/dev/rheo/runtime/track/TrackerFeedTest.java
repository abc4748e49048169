package dev.rheo.runtime.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rheo.api.track.RunEvent;
import dev.rheo.api.track.Tracker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TrackerFeedTest {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void deliversEverythingInOrderAndThenCloses() {
        TrackerFeed feed = feed(event -> seen.add(step(event)));
        IntStream.range(0, 1000).forEach(i -> feed.on(progress(i)));
        feed.close();
        assertThat(seen).hasSize(1000).isSorted();
        assertThat(closed.getCount()).isZero();
        assertThat(warnings).isEmpty();
    }

    @Test
    void deliversOnAThreadOfItsOwnWithThePluginsClassLoader() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        TrackerFeed feed = feed(event -> {
            threads.add(Thread.currentThread());
            loaders.add(Thread.currentThread().getContextClassLoader());
        });
        feed.on(progress(1));
        feed.close();
        assertThat(threads).doesNotContain(Thread.currentThread());
        assertThat(loaders).containsExactly(getClass().getClassLoader());
    }

    @Test
    void aFailingTrackerIsSwitchedOffWithOneWarningAndStillClosed() {
        TrackerFeed feed = feed(event -> {
            seen.add(step(event));
            throw new IllegalStateException("no server");
        });
        IntStream.range(0, 100).forEach(i -> feed.on(progress(i)));
        feed.close();
        assertThat(seen).containsExactly(0L);
        assertThat(warnings).containsExactly("tracker 'toy' was switched off: IllegalStateException: no server");
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void anErrorSwitchesOffToo() {
        TrackerFeed feed = feed(event -> {
            throw new AssertionError("odd");
        });
        feed.on(progress(1));
        feed.close();
        assertThat(warnings).containsExactly("tracker 'toy' was switched off: AssertionError: odd");
    }

    @Test
    void aSlowTrackerDelaysNobodyAndIsSwitchedOffWhenItFallsTooFarBehind() {
        CountDownLatch gate = new CountDownLatch(1);
        TrackerFeed feed = new TrackerFeed(tracker(event -> await(gate)), "toy", warnings::add, 10, 10_000);
        IntStream.range(0, 100).forEach(i -> feed.on(progress(i)));
        assertThat(warnings).containsExactly("tracker 'toy' was switched off: it is 10 events behind");
        gate.countDown();
        feed.close();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aTrackerThatNeverFinishesDoesNotHoldTheRun() {
        TrackerFeed feed =
                new TrackerFeed(tracker(event -> await(new CountDownLatch(1))), "toy", warnings::add, 10, 50);
        feed.on(progress(1));
        feed.close();
        assertThat(warnings.get(0)).contains("it did not finish within 0.05 seconds of the run's end");
    }

    @Test
    void eventsOfTheHostAloneAreNotForTrackers() {
        TrackerFeed feed = feed(event -> seen.add(step(event)));
        feed.on(new CheckpointComing(3));
        feed.on(progress(4));
        feed.close();
        assertThat(seen).containsExactly(4L);
    }

    private TrackerFeed feed(Consumer<RunEvent> work) {
        return new TrackerFeed(tracker(work), "toy", warnings::add);
    }

    private Tracker tracker(Consumer<RunEvent> work) {
        return new Tracker() {
            @Override
            public void on(RunEvent event) {
                work.accept(event);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunEvent progress(long step) {
        return new RunEvent.Progress(step, 0, 0, 0, 0);
    }

    private static long step(RunEvent event) {
        return ((RunEvent.Progress) event).step();
    }
}
