package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Rows;
import dev.rheo.api.random.Draws;
import dev.rheo.runtime.store.ConditionFacts;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows from which conditions of samples are drawn: all numbers of a row together, with its label where there is one.
 * Immutable.
 */
public final class ConditionTable {
    private final Points rows;
    private final int @Nullable [] labels;

    /** @param rows standardised, at least one */
    public ConditionTable(Points rows, int @Nullable [] labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** Of rows with conditions in their own units; empty if there are none. */
    static Optional<ConditionTable> of(Rows rows, Scaling scaling) {
        Points conditions = rows.conditions();
        return conditions == null || conditions.count() == 0
                ? Optional.empty()
                : Optional.of(new ConditionTable(scaling.toTraining(conditions), rows.labels()));
    }

    /** What a model keeps of its training rows. */
    public static ConditionTable recorded(ConditionFacts facts) {
        int count = facts.names().size();
        float[] values = new float[facts.rows().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = facts.rows().get(i).floatValue();
        }
        Points rows = new Scaling(numbers(facts.shift()), numbers(facts.scale()))
                .toTraining(new Points(values, values.length / count, count));
        int[] labels = facts.labels().isEmpty()
                ? null
                : facts.labels().stream().mapToInt(Integer::intValue).toArray();
        return new ConditionTable(rows, labels);
    }

    static double[] numbers(java.util.List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public int label(Draws draws, long row) {
        return labels == null ? 0 : labels[draw(draws, row)];
    }

    public float[] conditions(Draws draws, long row) {
        return row(draw(draws, row));
    }

    /** Of rows with one of these labels only, or of all where there is none, the choice by label being {@code asked}. */
    public float[] conditionsOf(int asked, Draws draws, long row) {
        int[] own = labels == null
                ? new int[0]
                : IntStream.range(0, labels.length)
                        .filter(i -> labels[i] == asked)
                        .toArray();
        return own.length == 0 ? conditions(draws, row) : row(own[draws.integer(row, 0, own.length)]);
    }

    private int draw(Draws draws, long row) {
        return draws.integer(row, 0, rows.count());
    }

    private float[] row(int index) {
        int d = rows.dimension();
        return Arrays.copyOfRange(rows.values(), index * d, (index + 1) * d);
    }
}
