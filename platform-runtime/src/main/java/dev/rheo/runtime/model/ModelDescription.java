package dev.rheo.runtime.model;

import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.JsonFiles;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * {@code rheo.json}: all of a {@link SavedModel} but the parameters. It travels inside every exported file.
 *
 * @param layout where the parameters lie in θ, in the order of the file's tensors where that has one
 */
public record ModelDescription(
        int formatVersion, String manifest, DataFacts data, List<ParameterSlice> layout, Provenance provenance) {
    /** What the description is called inside an exported file. */
    public static final String NAME = "rheo.json";

    private static final int VERSION = 1;

    public ModelDescription {
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(data);
        Objects.requireNonNull(provenance);
        layout = List.copyOf(layout);
    }

    public static ModelDescription of(SavedModel model) {
        return new ModelDescription(VERSION, model.manifest(), model.data(), model.layout(), model.provenance());
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

    /** The model, once its parameters have been read; they are checked against their hash. */
    public SavedModel with(float[] theta, Path file) {
        if (!ParameterHash.of(theta).equals(provenance.parameterHash())) {
            throw damaged(file, "its parameters do not agree with their hash");
        }
        return new SavedModel(manifest, data, layout, theta, provenance);
    }

    private static StoreException damaged(Path file, String why) {
        return new StoreException(
                "Cannot open the model",
                file,
                why,
                "The file is damaged or was changed: export it from its run again.");
    }
}
