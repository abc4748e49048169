package dev.rheo.runtime.embed;

import dev.rheo.api.data.Points;
import dev.rheo.runtime.data.ConditionTable;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.manifest.Inpainting;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.sample.ConditionChoice;
import dev.rheo.runtime.sample.Known;
import dev.rheo.runtime.sample.LabelChoice;
import org.jspecify.annotations.Nullable;

/**
 * What samples are asked for: sample i has label, conditions and known entries i modulo how many there are.
 *
 * @param labels empty for those of the data
 * @param conditions rows, NaN for what is drawn; empty for those of the data
 * @param known in the data's units, NaN where nothing is given; null if nothing is
 */
record Wanted(int[] labels, double[] conditions, @Nullable Points known) {
    /** Whatever the data has. */
    static final Wanted ANYTHING = new Wanted(new int[0], new double[0], null);

    Wanted withLabels(int... inTurn) {
        return new Wanted(inTurn.clone(), conditions, known);
    }

    Wanted withConditions(double... inTurn) {
        return new Wanted(labels, inTurn.clone(), known);
    }

    Wanted withKnown(@Nullable Points given) {
        return new Wanted(labels, conditions, given);
    }

    @Nullable
    LabelChoice choice(SavedModel saved) {
        if (labels.length > 0) {
            return (draws, row) -> labels[(int) (row % labels.length)];
        }
        LabelFrequencies drawn = saved.labels();
        ConditionTable beside = saved.conditions();
        if (drawn != null && beside != null) {
            return beside::label;
        }
        return drawn == null ? null : drawn::draw;
    }

    @Nullable
    ConditionChoice conditionChoice(RheoModel model) {
        ConditionTable table = model.saved().conditions();
        if (table == null) {
            return null;
        }
        Points given = model.saved()
                .conditionScaling()
                .toTraining(model.arguments().checkConditions("Cannot sample from " + model.name(), conditions));
        return (draws, row) -> {
            float[] drawn = labels.length == 0
                    ? table.conditions(draws, row)
                    : table.conditionsOf(labels[(int) (row % labels.length)], draws, row);
            for (int k = 0; given != null && k < drawn.length; k++) {
                float asked = given.at((int) (row % given.count()), k);
                drawn[k] = Float.isNaN(asked) ? drawn[k] : asked;
            }
            return drawn;
        };
    }

    /** The known entries as the solver takes them. */
    @Nullable
    Known given(SavedModel saved, Inpainting inpainting) {
        return known == null ? null : new Known(saved.given(known), inpainting);
    }

    /** Samples from number {@code first} on, with the known entries as they were given, to the bit. */
    Points put(Points drawn, long first) {
        if (known == null) {
            return drawn;
        }
        float[] values = drawn.values().clone();
        for (int i = 0; i < drawn.count(); i++) {
            int row = (int) ((first + i) % known.count());
            for (int k = 0; k < drawn.dimension(); k++) {
                float given = known.at(row, k);
                values[i * drawn.dimension() + k] = Float.isNaN(given) ? values[i * drawn.dimension() + k] : given;
            }
        }
        return new Points(values, drawn.count(), drawn.dimension());
    }
}
