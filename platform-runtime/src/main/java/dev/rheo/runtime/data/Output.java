package dev.rheo.runtime.data;

import dev.rheo.api.data.Points;
import dev.rheo.api.data.Table;
import dev.rheo.runtime.store.DataFacts;

/**
 * The way of samples from training units to what the data can hold: its units, its steps if they were spread, its columns if
 * it is a table.
 */
public record Output(Scaling scaling, Raster raster, Table table) {
    /** The way that a model's samples go. */
    public static Output recorded(DataFacts facts) {
        return new Output(Scaling.recorded(facts), Raster.recorded(facts.raster()), new Table(facts.columns()));
    }

    public Points of(Points trained) {
        return table.settle(raster.settle(scaling.toOriginal(trained)));
    }
}
