package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Rows;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What metrics see of one run. The flow is followed only if some metric asks for it, and then once. */
final class RunEvaluation implements Evaluation {
    private final Rows samples;
    private final PreparedData data;
    private final Rows pool;
    private final RandomStreams random;
    private final Supplier<FlowTrace> trace;
    private final BiFunction<Rows, Divergence, double[]> density;
    private final Optional<DenoisingModel> denoiser;
    private final double quantum;
    private @Nullable FlowTrace traced;

    /**
     * @param density of the flow at rows in original units
     * @param denoiser the model read as one, if it can be
     * @param quantum step of quantised data, 0 if that is not known
     */
    RunEvaluation(
            Rows samples,
            PreparedData data,
            RandomStreams random,
            Supplier<FlowTrace> trace,
            BiFunction<Rows, Divergence, double[]> density,
            Optional<DenoisingModel> denoiser,
            double quantum) {
        this.samples = samples;
        this.data = data;
        this.random = random;
        this.trace = trace;
        this.density = density;
        this.denoiser = denoiser;
        this.quantum = quantum;
        this.pool = data.heldOutFirst();
    }

    @Override
    public Rows samples() {
        return samples;
    }

    @Override
    public Rows heldOut() {
        return data.heldOut();
    }

    @Override
    public Rows training() {
        return data.original();
    }

    @Override
    public Rows reference(int count) {
        return part(0, Math.min(count, pool.points().count()));
    }

    @Override
    public Optional<Rows> floorSample(int count) {
        return 2L * count > pool.points().count() ? Optional.empty() : Optional.of(part(count, count));
    }

    private Rows part(int from, int count) {
        return pool.select(IntStream.range(from, from + count).toArray());
    }

    @Override
    public FlowTrace flow() {
        FlowTrace flow = traced;
        if (flow == null) {
            flow = trace.get();
            traced = flow;
        }
        return flow;
    }

    @Override
    public double[] logDensity(Rows rows, Divergence divergence) {
        return density.apply(rows, divergence);
    }

    @Override
    public Optional<DenoisingModel> denoiser() {
        return denoiser;
    }

    @Override
    public OptionalDouble quantum() {
        return quantum > 0 ? OptionalDouble.of(quantum) : OptionalDouble.empty();
    }

    @Override
    public Draws draws(String purpose) {
        return random.at("metric:" + purpose, 0);
    }
}
