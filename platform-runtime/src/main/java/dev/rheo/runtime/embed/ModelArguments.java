package dev.rheo.runtime.embed;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.runtime.data.ConditionScaling;
import org.jspecify.annotations.Nullable;

/**
 * Checks the labels and conditions that a caller gives a model.
 *
 * @param data what the model was trained on
 */
record ModelArguments(DataInfo data) {
    /**
     * @param doing begins the message
     * @throws RheoException if one is no label of the model
     */
    void checkLabels(String doing, int[] labels) {
        for (int label : labels) {
            if (data.classes() == 0) {
                throw RheoException.argument(doing, "a label was given, and the model has none", "Leave it out.");
            }
            if (label < 0 || label >= data.classes()) {
                throw RheoException.argument(
                        doing, "there is no label " + label, "Give one from 0 to " + (data.classes() - 1) + ".");
            }
        }
    }

    /**
     * Rows of conditions, in their own units, NaN where none is given; null for none at all.
     *
     * @param doing begins the message
     * @throws RheoException if they are no rows of the model's conditions
     */
    @Nullable
    Points checkConditions(String doing, double[] rows) {
        Conditions header = data.conditions();
        int count = header.names().size();
        if (rows.length == 0) {
            return null;
        }
        if (count == 0) {
            throw RheoException.argument(doing, "conditions were given, and the model has none", "Leave them out.");
        }
        if (rows.length % count != 0) {
            throw RheoException.argument(
                    doing,
                    rows.length + " numbers are no rows of the conditions " + header.names(),
                    "Give " + count + " numbers for each row.");
        }
        float[] values = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = (float) rows[i];
            boolean token = i % count >= header.continuous() && !Float.isNaN(values[i]);
            if (token && !ConditionScaling.isToken(rows[i], header)) {
                throw RheoException.argument(
                        doing,
                        rows[i] + " is not a token",
                        "Give whole numbers from 0 to " + (header.vocabulary() - 1) + ".");
            }
            if (Float.isInfinite(values[i])) {
                throw RheoException.argument(doing, "a condition is " + rows[i], "Give finite numbers.");
            }
        }
        return new Points(values, rows.length / count, count);
    }
}
