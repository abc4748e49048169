package dev.rheo.runtime.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rheo.runtime.store.AutoencoderFacts;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.JsonFiles;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code rheo.json}: all of a {@link SavedModel} but the parameters. It travels inside every exported file.
 *
 * @param layout where the parameters lie in θ, in the order of the file's tensors where that has one
 * @param autoencoder of a flow of latents; else null
 */
public record ModelDescription(
        int formatVersion,
        String manifest,
        DataFacts data,
        List<ParameterSlice> layout,
        Provenance provenance,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Autoencoder autoencoder) {
    /** What the description is called inside an exported file. */
    public static final String NAME = "rheo.json";

    private static final int VERSION = 1;

    public ModelDescription {
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(data);
        Objects.requireNonNull(provenance);
        layout = List.copyOf(layout);
    }

    /** All of a {@link SavedAutoencoder} but the parameters. */
    public record Autoencoder(AutoencoderFacts facts, List<ParameterSlice> layout) {
        public Autoencoder {
            Objects.requireNonNull(facts);
            layout = List.copyOf(layout);
        }
    }

    public static ModelDescription of(SavedModel model) {
        SavedAutoencoder saved = model.autoencoder();
        Autoencoder autoencoder = saved == null ? null : new Autoencoder(saved.facts(), saved.layout());
        return new ModelDescription(
                VERSION, model.manifest(), model.data(), model.layout(), model.provenance(), autoencoder);
    }

    /** Where the parameters of the autoencoder lie; empty without one. */
    public List<ParameterSlice> autoencoderLayout() {
        return autoencoder == null ? List.of() : autoencoder.layout();
    }

    /** JSON. */
    public String text() {
        return JsonFiles.text(this);
    }

    /**
     * @param file that the text stands in, for messages
     * @throws StoreException if it is not what {@link #text} writes
     */
    public static ModelDescription parse(String text, Path file) {
        return JsonFiles.parse(text, file, "the model's description", VERSION, ModelDescription.class);
    }

    /**
     * The length of θ, which the layout has to cover.
     *
     * @param room how many numbers the file can hold
     */
    public int thetaLength(long room, Path file) {
        return length(layout, room, file);
    }

    /** The number of the autoencoder's parameters; 0 without one. */
    public int autoencoderLength(long room, Path file) {
        return length(autoencoderLayout(), room, file);
    }

    private static int length(List<ParameterSlice> layout, long room, Path file) {
        try {
            int length = ParameterSlice.covered(layout);
            if (length <= room) {
                return length;
            }
            throw damaged(file, "its layout has " + length + " parameters and the file has room for " + room);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw damaged(file, "its layout does not fit together: " + wrong.getMessage());
        }
    }

    /**
     * The model, once its parameters have been read; they are checked against their hash.
     *
     * @param coded the autoencoder's; empty without one
     */
    public SavedModel with(float[] theta, float[] coded, Path file) {
        if (!ParameterHash.of(theta).equals(provenance.parameterHash())) {
            throw damaged(file, "its parameters do not agree with their hash");
        }
        if (autoencoder == null) {
            return new SavedModel(manifest, data, layout, theta, provenance);
        }
        if (!ParameterHash.of(coded).equals(autoencoder.facts().parameterHash())) {
            throw damaged(file, "its autoencoder's parameters do not agree with their hash");
        }
        SavedAutoencoder saved = new SavedAutoencoder(autoencoder.facts(), autoencoder.layout(), coded);
        return new SavedModel(manifest, data, layout, theta, provenance, saved);
    }

    private static StoreException damaged(Path file, String why) {
        return new StoreException(
                "Cannot open the model",
                file,
                why,
                "The file is damaged or was changed: export it from its run again.");
    }
}
