package dev.rheo.runtime.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code autoencoder.safetensors}: an autoencoder's parameters by name, with {@link AutoencoderFacts} as an entry of the
 * metadata. The array belongs to the record.
 *
 * @param layout where the parameters lie in {@code theta}
 */
public record SavedAutoencoder(AutoencoderFacts facts, List<ParameterSlice> layout, float[] theta) {
    /** What the file is called in a run directory. */
    public static final String FILE = "autoencoder.safetensors";

    private static final String WHAT = "the autoencoder";
    private static final String FACTS = "autoencoder.json";
    private static final String LAYOUT = "layout.json";

    public SavedAutoencoder {
        layout = List.copyOf(layout);
    }

    /** The parameters by name. */
    public List<Tensor> tensors(String prefix) {
        return layout.stream()
                .map(slice -> new Tensor(
                        prefix + slice.name(), slice.sizes(), Values.of(theta, slice.offset(), slice.length())))
                .toList();
    }

    /** Writes it in one atomic step. */
    void write(AtomicFiles files, Path target) {
        Map<String, String> metadata = Map.of(
                "format",
                "pt",
                "rheo",
                "autoencoder",
                FACTS,
                JsonFiles.text(facts),
                LAYOUT,
                JsonFiles.text(new Slices(AutoencoderFacts.VERSION, layout)));
        Safetensors.write(files, target, WHAT, tensors(""), metadata);
    }

    private record Slices(int formatVersion, List<ParameterSlice> layout) {}

    /** Reads what {@link #write} wrote. */
    static SavedAutoencoder read(Path path) {
        List<ParameterSlice> layout;
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            String text = file.metadata().get(LAYOUT);
            if (text == null) {
                throw Faults.damaged(WHAT, path, "it does not tell of what it holds");
            }
            layout = JsonFiles.parse(text, path, WHAT, AutoencoderFacts.VERSION, Slices.class)
                    .layout();
        }
        return read(path, layout);
    }

    /**
     * Reads what {@link #write} wrote, for a network of this layout.
     *
     * @throws StoreException if it is damaged, or of another autoencoder
     */
    static SavedAutoencoder read(Path path, List<ParameterSlice> layout) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            String text = file.metadata().get(FACTS);
            if (text == null) {
                throw Faults.damaged(WHAT, path, "it does not tell of what it holds");
            }
            AutoencoderFacts facts =
                    JsonFiles.parse(text, path, WHAT, AutoencoderFacts.VERSION, AutoencoderFacts.class);
            float[] theta = parameters(path, file, layout);
            if (!ParameterHash.of(theta).equals(facts.parameterHash())) {
                throw Faults.damaged(WHAT, path, "its parameters do not agree with their hash");
            }
            return new SavedAutoencoder(facts, layout, theta);
        }
    }

    /**
     * Parameters of a layout out of any safetensors file.
     *
     * @throws StoreException if the file cannot be read, or does not have them
     */
    public static float[] parameters(Path path, List<ParameterSlice> layout) {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return parameters(path, file, layout);
        }
    }

    private static float[] parameters(Path path, SafetensorsFile file, List<ParameterSlice> layout) {
        float[] theta = new float[ParameterSlice.covered(layout)];
        for (ParameterSlice slice : layout) {
            if (!file.has(slice.name())) {
                throw misfit(path, "it has no tensor \"" + slice.name() + "\"");
            }
            TensorInfo tensor = file.tensor(slice.name());
            if (!tensor.shape().equals(slice.sizes()) || tensor.type() != ElementType.F32) {
                throw misfit(
                        path,
                        "its tensor \"" + slice.name() + "\" is " + tensor.type() + " of shape " + tensor.shape()
                                + ", and F32 of shape " + slice.sizes() + " is needed");
            }
            file.floats(slice.name(), 0, theta, slice.offset(), slice.length());
        }
        return theta;
    }

    private static StoreException misfit(Path path, String why) {
        return new StoreException(
                "Cannot use the autoencoder of",
                path,
                why,
                "Give the manifest's autoencoder the type and the options, and the data the shape, that the stored one was"
                        + " made with.");
    }
}
