package dev.rheo.runtime.data;

import dev.rheo.api.data.Column;
import dev.rheo.api.data.Column.Kind;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.store.DataFacts;

/**
 * The way of samples from what the flow carries, latents or training units, to what the data can hold: its units, its steps if they were spread, its columns if
 * it is a table.
 */
public record Output(Encoding encoding, Scaling scaling, Raster raster, Table table) {
    /** The way that a model's samples go. */
    public static Output recorded(DataFacts facts) {
        return recorded(Encoding.NONE, facts);
    }

    /**
     * Training units of values in original units that are given, NaN staying NaN: in the middle of their steps or codes where
     * training spread these.
     */
    public Points given(Points original) {
        return scaling.toTraining(raster.middle(spread(original)));
    }

    private Points spread(Points original) {
        float[] values = original.values().clone();
        int at = 0;
        for (Column column : table.columns()) {
            for (int i = at; column.kind() == Kind.CODE && i < values.length; i += original.dimension()) {
                values[i] = (float) Math.floor(values[i]) + 0.5f; // NaN stays
            }
            at += column.width();
        }
        return new Points(values, original.count(), original.dimension());
    }

    /** The way that a model's samples go, decoded first. */
    public static Output recorded(Encoding encoding, DataFacts facts) {
        return new Output(
                encoding, Scaling.recorded(facts), Raster.recorded(facts.raster()), new Table(facts.columns()));
    }

    public Points of(Points state) {
        return table.settle(raster.settle(unsettled(state)));
    }

    /** In the data's units, without its steps and columns. */
    public Points unsettled(Points state) {
        return scaling.toOriginal(encoding.decode(state));
    }
}
