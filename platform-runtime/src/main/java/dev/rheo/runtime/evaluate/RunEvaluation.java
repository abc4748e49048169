package dev.rheo.runtime.evaluate;

import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.DenoisingModel;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.evaluate.Interpolation;
import dev.rheo.api.evaluate.LossEstimate;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.runtime.data.PreparedData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What metrics see of one run. The flow is followed only if some metric asks for it, and then once. */
final class RunEvaluation implements Evaluation {
    private static final int TRAJECTORIES = 2048;

    private final Supplier<Rows> samples;
    private final PreparedData data;
    private final Rows pool;
    private final RandomStreams random;
    private final IntFunction<FlowTrace> trace;
    private final IntFunction<List<Interpolation>> interpolations;
    private final BiFunction<Rows, Divergence, double[]> density;
    private final IntFunction<LossEstimate> loss;
    private final Optional<DenoisingModel> denoiser;
    private final double quantum;
    private final Map<Integer, FlowTrace> traced = new HashMap<>();

    /**
     * @param samples asked for when a metric asks for them
     * @param trace follows the flow along so many trajectories
     * @param interpolations carries so many rows to each time point left out
     * @param density of the flow at rows in original units
     * @param loss of so many pairs of held-out rows
     * @param denoiser the model read as one, if it can be
     * @param quantum step of quantised data, 0 if that is not known
     */
    RunEvaluation(
            Supplier<Rows> samples,
            PreparedData data,
            RandomStreams random,
            IntFunction<FlowTrace> trace,
            IntFunction<List<Interpolation>> interpolations,
            BiFunction<Rows, Divergence, double[]> density,
            IntFunction<LossEstimate> loss,
            Optional<DenoisingModel> denoiser,
            double quantum) {
        this.samples = samples;
        this.data = data;
        this.random = random;
        this.trace = trace;
        this.interpolations = interpolations;
        this.density = density;
        this.loss = loss;
        this.denoiser = denoiser;
        this.quantum = quantum;
        this.pool = data.heldOutFirst();
    }

    @Override
    public Rows samples() {
        return samples.get();
    }

    @Override
    public Rows heldOut() {
        return data.heldOut().at(1);
    }

    @Override
    public Rows training() {
        return data.original().at(1);
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
        return flow(TRAJECTORIES);
    }

    @Override
    public FlowTrace flow(int trajectories) {
        return traced.computeIfAbsent(trajectories, trace::apply);
    }

    @Override
    public List<Interpolation> interpolations(int most) {
        return interpolations.apply(most);
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
    public LossEstimate heldOutLoss(int pairs) {
        return loss.apply(pairs);
    }

    @Override
    public OptionalDouble quantum() {
        return quantum > 0 ? OptionalDouble.of(quantum) : OptionalDouble.empty();
    }

    @Override
    public Table table() {
        return data.table();
    }

    @Override
    public Draws draws(String purpose) {
        return random.at("metric:" + purpose, 0);
    }
}
