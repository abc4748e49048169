package dev.rheo.runtime.run;

import dev.rheo.api.time.Interval;
import dev.rheo.runtime.engine.Threads;
import dev.rheo.runtime.sample.Drawn;
import dev.rheo.runtime.sample.Sampler;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The samples of which pictures of the plane show where they come from. They take longer than those of the evaluation and depend on
 * nothing but the model, so they are drawn beside these where the engine leaves a processor. Whoever begins it closes it before the
 * sampler.
 */
final class PictureDraws implements AutoCloseable {
    private static final double[] DENSITY_TIMES = {0, 0.25, 0.5, 0.75, 1};
    private static final int DENSITY_POINTS = 5000;
    private static final int TRAJECTORIES = 120;
    private static final int TRAJECTORY_TIMES = 41;

    private final FutureTask<Plane> drawing;
    private final @Nullable Thread thread;

    /**
     * @param densities many, at a few times
     * @param trajectories a few, at many times
     */
    record Plane(Drawn densities, Drawn trajectories) {}

    private PictureDraws(FutureTask<Plane> drawing, @Nullable Thread thread) {
        this.drawing = drawing;
        this.thread = thread;
    }

    static PictureDraws begin(Workshop workshop, Sampler sampler) {
        Interval domain = workshop.blueprint().parts().sampled().domain();
        FutureTask<Plane> drawing = new FutureTask<>(() -> draw(sampler, domain));
        boolean plane = workshop.blueprint().data().shape().size() == 2;
        if (!plane || workshop.threads() >= Runtime.getRuntime().availableProcessors()) {
            return new PictureDraws(drawing, null);
        }
        Thread thread = new Thread(
                () -> {
                    workshop.enterThread();
                    drawing.run();
                },
                "rheo-picture-draws");
        thread.start();
        return new PictureDraws(drawing, thread);
    }

    private static Plane draw(Sampler sampler, Interval domain) {
        double[] few = Arrays.stream(DENSITY_TIMES).map(domain::clip).toArray();
        double[] many = new double[TRAJECTORY_TIMES];
        for (int i = 0; i < many.length; i++) {
            many[i] = domain.from() + domain.length() * i / (many.length - 1);
        }
        return new Plane(
                sampler.sample("picture-density", DENSITY_POINTS, few),
                sampler.sample("picture-trajectories", TRAJECTORIES, many));
    }

    /** The samples; waits for them, or draws them if they have not been begun. Throws what the drawing threw. */
    Plane plane() {
        close();
        drawing.run(); // nothing if the thread has done it
        boolean interrupted = Thread.interrupted();
        try {
            return drawing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("the drawing has ended", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the end, good or bad. */
    @Override
    public void close() {
        if (thread != null) {
            Threads.awaitEnd(thread);
        }
    }
}
