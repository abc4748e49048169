package dev.rheo.runtime.export;

import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.store.Tensor;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Opens exported files. */
public final class ExportedModels {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private ExportedModels() {}

    /**
     * Reads a TorchScript or safetensors export. Nothing of a file is run, no more memory is taken than the file has bytes,
     * and the parameters must agree with their hash.
     *
     * @throws StoreException if the file is missing, damaged, or not an export
     */
    public static SavedModel open(Path file) {
        return isZip(file) ? TorchScriptFile.read(file) : SafetensorsModel.read(file);
    }

    private static boolean isZip(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        } catch (IOException fault) {
            return false; // said by whoever opens it next
        }
    }

    /** What the names of an autoencoder's parameters begin with. */
    static final String AUTOENCODER = "autoencoder.";

    /** The parameters by name, then those of an autoencoder. */
    static List<Tensor> tensors(SavedModel model) {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterSlice slice : model.layout()) {
            tensors.add(
                    new Tensor(slice.name(), slice.sizes(), Values.of(model.theta(), slice.offset(), slice.length())));
        }
        SavedAutoencoder autoencoder = model.autoencoder();
        if (autoencoder != null) {
            tensors.addAll(autoencoder.tensors(AUTOENCODER));
        }
        return tensors;
    }

    static StoreException notOurs(Path file) {
        return new StoreException(
                "Cannot open the model",
                file,
                "it is not a TorchScript or safetensors file of 'rheo export'",
                "Export the run with --format torchscript or --format safetensors; NPZ exports are for NumPy only.");
    }
}
