package dev.rheo.runtime.data;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Preparation.Standardise;
import dev.rheo.api.data.Rows;
import dev.rheo.api.data.SampleShape;
import dev.rheo.runtime.store.ConditionFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a data set: their names, and the mean and standard deviation of each among the training rows.
 *
 * @param names empty without conditions
 */
public record ConditionScaling(List<String> names, Scaling scaling) {
    /** Of data without conditions. */
    public static final ConditionScaling NONE = new ConditionScaling(List.of(), Scaling.identity(0));

    /** Rows that a model keeps to draw from. */
    private static final int KEPT = 2048;

    public ConditionScaling {
        names = List.copyOf(names);
    }

    static ConditionScaling of(Conditions header, Rows training) {
        Points conditions = training.conditions();
        if (conditions == null) {
            return NONE;
        }
        Rows alone = Rows.unlabelled(conditions, SampleShape.of(conditions.dimension()));
        return new ConditionScaling(header.names(), Scaling.of(alone, Standardise.PER_FEATURE));
    }

    static boolean fit(Rows rows, Conditions header) {
        Points conditions = rows.conditions();
        return header.none() ? conditions == null : conditions != null && conditions.dimension() == header.count();
    }

    /** Standardised; null for null. */
    public @Nullable Points toTraining(@Nullable Points original) {
        return original == null ? null : scaling.toTraining(original);
    }

    /** In their own units; null for null. */
    public @Nullable Points toOriginal(@Nullable Points standardised) {
        return standardised == null ? null : scaling.toOriginal(standardised);
    }

    /** What a model keeps of them, with rows spread evenly over the training rows; null without. */
    @Nullable
    ConditionFacts facts(Rows training) {
        Points conditions = training.conditions();
        if (conditions == null) {
            return null;
        }
        int n = conditions.count();
        int kept = Math.min(n, KEPT);
        int[] index =
                IntStream.range(0, kept).map(i -> (int) ((long) i * n / kept)).toArray();
        List<Double> rows = new ArrayList<>();
        for (float value : conditions.select(index).values()) {
            rows.add((double) value);
        }
        int[] labels = training.labels();
        List<Integer> own = labels == null
                ? List.of()
                : Arrays.stream(index).mapToObj(i -> labels[i]).toList();
        return new ConditionFacts(names, list(scaling.shift()), list(scaling.scale()), rows, own);
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** Of a model. */
    public static ConditionScaling recorded(@Nullable ConditionFacts facts) {
        return facts == null
                ? NONE
                : new ConditionScaling(
                        facts.names(),
                        new Scaling(ConditionTable.numbers(facts.shift()), ConditionTable.numbers(facts.scale())));
    }
}
