package dev.rheo.runtime.export;

import dev.rheo.runtime.model.ModelDescription;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.Safetensors;
import dev.rheo.runtime.store.SafetensorsFile;
import dev.rheo.runtime.store.StoreException;
import dev.rheo.runtime.store.TensorInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model's parameters as safetensors; {@code rheo.json} is an entry of the metadata. */
final class SafetensorsModel {
    private SafetensorsModel() {}

    static void write(AtomicFiles files, Path target, SavedModel model) {
        Map<String, String> metadata = Map.of(
                "format",
                "pt", // what Python's safetensors.torch writes and some of its readers ask for
                "rheo",
                "model",
                ModelDescription.NAME,
                ModelDescription.of(model).text());
        Safetensors.write(files, target, "the safetensors export", ExportedModels.tensors(model), metadata);
    }

    static SavedModel read(Path path) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            String text = file.metadata().get(ModelDescription.NAME);
            if (text == null) {
                throw ExportedModels.notOurs(path);
            }
            ModelDescription description = ModelDescription.parse(text, path);
            long room = file.tensors().stream().mapToLong(TensorInfo::count).sum();
            float[] theta = new float[description.thetaLength(room, path)];
            read(path, file, "", description.layout(), theta);
            float[] coded = new float[description.autoencoderLength(room, path)];
            read(path, file, ExportedModels.AUTOENCODER, description.autoencoderLayout(), coded);
            return description.with(theta, coded, path);
        }
    }

    private static void read(
            Path path, SafetensorsFile file, String prefix, List<ParameterSlice> layout, float[] into) {
        for (ParameterSlice slice : layout) {
            String name = prefix + slice.name();
            if (!file.tensor(name).shape().equals(slice.sizes())) {
                throw new StoreException(
                        "Cannot open the model",
                        path,
                        "the tensor " + name + " does not have the shape that its description says",
                        "The file is damaged or was changed: export it from its run again.");
            }
            file.floats(name, 0, into, slice.offset(), slice.length());
        }
    }
}
