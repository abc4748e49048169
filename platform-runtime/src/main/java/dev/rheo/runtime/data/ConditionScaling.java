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
 * The conditions of a data set: their names, and the mean and standard deviation of those that are continuous among the training
 * rows.
 *
 * @param header empty without conditions
 * @param scaling leaves tokens as they are
 */
public record ConditionScaling(Conditions header, Scaling scaling) {
    /** Of data without conditions. */
    public static final ConditionScaling NONE = new ConditionScaling(Conditions.NONE, Scaling.identity(0));

    /** Rows that a model keeps to draw from. */
    private static final int KEPT = 2048;

    public List<String> names() {
        return header.names();
    }

    static ConditionScaling of(Conditions header, Rows training) {
        Points conditions = training.conditions();
        if (conditions == null) {
            return NONE;
        }
        Rows alone = Rows.unlabelled(conditions, SampleShape.of(conditions.dimension()));
        Scaling scaling = Scaling.of(alone, Standardise.PER_FEATURE);
        for (int k = header.continuous(); k < header.count(); k++) {
            scaling.shift()[k] = 0;
            scaling.scale()[k] = 1;
        }
        return new ConditionScaling(header, scaling);
    }

    static boolean fit(Rows rows, Conditions header) {
        Points conditions = rows.conditions();
        if (header.none() || conditions == null) {
            return header.none() && conditions == null;
        }
        return conditions.dimension() == header.count() && wrongToken(conditions, header) < 0;
    }

    /** The first row with a number in a token's place that is none; −1 if there is no such row. */
    private static int wrongToken(Points conditions, Conditions header) {
        for (int i = 0; i < conditions.count(); i++) {
            for (int k = header.continuous(); k < header.count(); k++) {
                if (!isToken(conditions.at(i, k), header)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether a number is in the vocabulary. */
    public static boolean isToken(double number, Conditions header) {
        return number >= 0 && number < header.vocabulary() && number == Math.rint(number);
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
        return new ConditionFacts(
                names(), list(scaling.shift()), list(scaling.scale()), rows, own, header.tokens(), header.vocabulary());
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** Of a model. */
    public static ConditionScaling recorded(@Nullable ConditionFacts facts) {
        return facts == null
                ? NONE
                : new ConditionScaling(
                        new Conditions(facts.names(), facts.tokens(), facts.vocabulary()),
                        new Scaling(ConditionTable.numbers(facts.shift()), ConditionTable.numbers(facts.scale())));
    }
}
