package dev.rheo.runtime.model;

import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.SampleShape;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.ParameterSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trained model with everything that sampling needs beside the plugins. Made by {@link RunModels}; a {@link
 * dev.rheo.runtime.experiment.Blueprint} comes of it by {@link dev.rheo.runtime.experiment.ExperimentReader#readTrained}
 * with {@link #manifest} and {@link #info}, without the training data. The array belongs to the record.
 *
 * @param manifest the resolved manifest, YAML
 * @param data what the model keeps of its training data
 * @param layout where the parameters lie in {@code theta}; together they cover it, without overlap
 * @param theta the parameters to sample with
 */
public record SavedModel(
        String manifest, DataFacts data, List<ParameterSlice> layout, float[] theta, Provenance provenance) {
    public SavedModel {
        layout = List.copyOf(layout);
    }

    /** The header that the training data had. */
    public DataInfo info() {
        return new DataInfo(new SampleShape(data.shape()), data.classes(), data.rows());
    }

    /** From training units to original units and back. */
    public Scaling scaling() {
        return Scaling.recorded(data);
    }

    /** What the labels of samples are drawn from; null without labels. */
    public @Nullable LabelFrequencies labels() {
        return data.classes() == 0 ? null : LabelFrequencies.of(data.labelCounts());
    }
}
