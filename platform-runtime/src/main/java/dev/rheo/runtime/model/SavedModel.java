package dev.rheo.runtime.model;

import dev.rheo.api.data.Conditions;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.Points;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.Table;
import dev.rheo.api.data.TimePoints;
import dev.rheo.api.graph.Graph;
import dev.rheo.api.graph.Parameter;
import dev.rheo.runtime.data.ConditionScaling;
import dev.rheo.runtime.data.ConditionTable;
import dev.rheo.runtime.data.Encoding;
import dev.rheo.runtime.data.LabelFrequencies;
import dev.rheo.runtime.data.Output;
import dev.rheo.runtime.data.Scaling;
import dev.rheo.runtime.program.Layout;
import dev.rheo.runtime.store.ConditionFacts;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
 * @param autoencoder of a flow of latents; else null
 */
public record SavedModel(
        String manifest,
        DataFacts data,
        List<ParameterSlice> layout,
        float[] theta,
        Provenance provenance,
        @Nullable SavedAutoencoder autoencoder) {
    public SavedModel {
        layout = List.copyOf(layout);
    }

    /** A model of the data itself. */
    public SavedModel(
            String manifest, DataFacts data, List<ParameterSlice> layout, float[] theta, Provenance provenance) {
        this(manifest, data, layout, theta, provenance, null);
    }

    /** The header that the training data had. */
    public DataInfo info() {
        return new DataInfo(
                new SampleShape(data.shape()),
                data.classes(),
                data.rows(),
                0,
                TimePoints.NONE,
                new Table(data.columns()),
                conditions(data));
    }

    private static Conditions conditions(DataFacts data) {
        ConditionFacts facts = data.conditions();
        return facts == null ? Conditions.NONE : new Conditions(facts.names(), facts.tokens(), facts.vocabulary());
    }

    /**
     * Why the parameters are not those of a network; empty if they are. A plugin that was changed after the training may
     * define another network for the same manifest.
     */
    public Optional<String> mismatch(Graph network) {
        List<ParameterSlice> expected = slices(Layout.of(network));
        for (int i = 0; i < Math.max(expected.size(), layout.size()); i++) {
            if (i >= expected.size() || i >= layout.size() || !expected.get(i).equals(layout.get(i))) {
                return Optional.of("the network of the manifest has "
                        + (i < expected.size() ? expected.get(i) : "no further parameter")
                        + " where the trained one has "
                        + (i < layout.size() ? layout.get(i) : "none"));
            }
        }
        return Optional.empty();
    }

    /** A layout as it is stored. */
    public static List<ParameterSlice> slices(Layout layout) {
        List<ParameterSlice> slices = new ArrayList<>();
        for (int i = 0; i < layout.parameters().size(); i++) {
            Parameter parameter = layout.parameters().get(i);
            List<Integer> shape = LongStream.of(parameter.shape().dims())
                    .mapToObj(Math::toIntExact)
                    .toList();
            slices.add(new ParameterSlice(
                    parameter.name(), shape, Math.toIntExact(layout.offsets().get(i))));
        }
        return slices;
    }

    /** From training units to original units and back. */
    public Scaling scaling() {
        return Scaling.recorded(data);
    }

    /**
     * Why the autoencoder is not that of an experiment; empty if it is.
     *
     * @param expected where its parameters lie; empty for an experiment without
     */
    public Optional<String> mismatch(List<ParameterSlice> expected) {
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        if (autoencoder == null) {
            return Optional.of("its manifest asks for an autoencoder, whose parameters are not there");
        }
        return expected.equals(autoencoder.layout())
                ? Optional.empty()
                : Optional.of("the parameters of its autoencoder are not those of the manifest's");
    }

    /** Samples of a flow of the data itself, in training units, as the data has them. */
    public Points toOriginal(Points trained) {
        return toOriginal(Encoding.NONE, trained);
    }

    /**
     * Samples as the data has them.
     *
     * @param encoding what the flow's states are decoded with
     */
    public Points toOriginal(Encoding encoding, Points state) {
        return Output.recorded(encoding, data).of(state);
    }

    /** Values that are given in the data's units, as {@link Output#given}. */
    public Points given(Points original) {
        return Output.recorded(data).given(original);
    }

    /** Names and scaling of the conditions. */
    public ConditionScaling conditionScaling() {
        return ConditionScaling.recorded(data.conditions());
    }

    /** What the conditions of samples are drawn from; null without. */
    public @Nullable ConditionTable conditions() {
        return data.conditions() == null ? null : ConditionTable.recorded(data.conditions());
    }

    /** What the labels of samples are drawn from; null without labels. */
    public @Nullable LabelFrequencies labels() {
        return data.classes() == 0 ? null : LabelFrequencies.of(data.labelCounts());
    }
}
