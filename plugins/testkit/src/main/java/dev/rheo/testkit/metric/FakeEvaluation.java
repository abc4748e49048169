package dev.rheo.testkit.metric;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.evaluate.Divergence;
import dev.rheo.api.evaluate.Evaluation;
import dev.rheo.api.evaluate.FlowTrace;
import dev.rheo.api.random.Draws;
import dev.rheo.api.random.RandomStreams;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * An evaluation made of arrays. The reference is the held-out rows followed by the training rows; the floor is drawn from
 * the other end of them.
 *
 * @param trace what {@link #flow} gives, empty to refuse
 * @param density log p of one row, what {@link #logDensity} gives; empty to refuse
 * @param quantum the step of quantised data, empty if it is not known
 * @param random randomness of the metric
 * @param table columns of a table, none of data that is just numbers
 */
public record FakeEvaluation(
        Rows samples,
        Rows heldOut,
        Rows training,
        Optional<FlowTrace> trace,
        Optional<ToDoubleFunction<float[]>> density,
        OptionalDouble quantum,
        RandomStreams random,
        Table table)
        implements Evaluation {
    private static final RandomStreams RANDOM = new RandomStreams(11);

    /** Of data that is just numbers. */
    public FakeEvaluation(
            Rows samples,
            Rows heldOut,
            Rows training,
            Optional<FlowTrace> trace,
            Optional<ToDoubleFunction<float[]>> density,
            OptionalDouble quantum,
            RandomStreams random) {
        this(samples, heldOut, training, trace, density, quantum, random, Table.NONE);
    }

    public static FakeEvaluation of(Rows samples, Rows heldOut, Rows training) {
        return new FakeEvaluation(
                samples,
                heldOut,
                training,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                RANDOM,
                Table.NONE);
    }

    /** Compares {@code samples} with {@code reference}, which serve as held-out and as training rows. */
    public static FakeEvaluation between(Points samples, Points reference) {
        return between(samples, reference, reference);
    }

    /** Compares {@code samples} with {@code reference}; {@code floor} sets the floor. All of the same size. */
    public static FakeEvaluation between(Points samples, Points reference, Points floor) {
        return of(rows(samples), rows(reference), rows(floor));
    }

    public static FakeEvaluation of(FlowTrace trace) {
        Rows data = rows(trace.data());
        return new FakeEvaluation(
                rows(trace.end()),
                data,
                data,
                Optional.of(trace),
                Optional.empty(),
                OptionalDouble.empty(),
                RANDOM,
                Table.NONE);
    }

    /** A model with this density, log p of one row in nats, beside held-out rows. */
    public static FakeEvaluation of(Rows heldOut, ToDoubleFunction<float[]> density) {
        return new FakeEvaluation(
                heldOut,
                heldOut,
                heldOut,
                Optional.empty(),
                Optional.of(density),
                OptionalDouble.empty(),
                RANDOM,
                Table.NONE);
    }

    /** The same, of data in steps of {@code step}. */
    public FakeEvaluation quantised(double step) {
        return new FakeEvaluation(samples, heldOut, training, trace, density, OptionalDouble.of(step), random, table);
    }

    /** The same, of data that is a table. */
    public FakeEvaluation of(Table columns) {
        return new FakeEvaluation(samples, heldOut, training, trace, density, quantum, random, columns);
    }

    public static Rows rows(Points points) {
        return Rows.unlabelled(points, SampleShape.of(points.dimension()));
    }

    @Override
    public Rows reference(int count) {
        int all = heldOut.points().count() + training.points().count();
        return real(0, Math.min(count, all));
    }

    @Override
    public Optional<Rows> floorSample(int count) {
        int all = heldOut.points().count() + training.points().count();
        return 2L * count > all ? Optional.empty() : Optional.of(real(all - count, count));
    }

    @Override
    public FlowTrace flow() {
        return trace.orElseThrow(() -> new IllegalStateException("this evaluation was made without a flow"));
    }

    @Override
    public double[] logDensity(Rows rows, Divergence divergence) {
        ToDoubleFunction<float[]> logDensity =
                density.orElseThrow(() -> new IllegalStateException("this evaluation was made without a density"));
        Points points = rows.points();
        double[] densities = new double[points.count()];
        for (int row = 0; row < densities.length; row++) {
            densities[row] = logDensity.applyAsDouble(points.slice(row, 1).values());
        }
        return densities;
    }

    @Override
    public Draws draws(String purpose) {
        return random.at(purpose, 0);
    }

    private Rows real(int from, int count) {
        int first = heldOut.points().count();
        int[] unseen =
                IntStream.range(from, from + count).filter(i -> i < first).toArray();
        int[] seen = IntStream.range(from, from + count)
                .filter(i -> i >= first)
                .map(i -> i - first)
                .toArray();
        return joined(heldOut.select(unseen), training.select(seen));
    }

    private static Rows joined(Rows first, Rows second) {
        float[] values =
                new float[first.points().values().length + second.points().values().length];
        int offset = first.points().values().length;
        System.arraycopy(first.points().values(), 0, values, 0, offset);
        System.arraycopy(second.points().values(), 0, values, offset, values.length - offset);
        int count = first.points().count() + second.points().count();
        Points points = new Points(values, count, first.points().dimension());
        int[] left = first.labels();
        int[] right = second.labels();
        if (left == null || right == null) {
            return Rows.unlabelled(points, first.shape());
        }
        int[] labels = IntStream.range(0, count)
                .map(i -> i < left.length ? left[i] : right[i - left.length])
                .toArray();
        return new Rows(points, first.shape(), labels, first.classes());
    }
}
