package dev.rheo.runtime.export;

import dev.rheo.runtime.model.ModelDescription;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.FixedTensor;
import dev.rheo.runtime.program.ModelScript;
import dev.rheo.runtime.program.ModuleNode;
import dev.rheo.runtime.program.Precision;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.ParameterSlice;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoredZip;
import dev.rheo.runtime.store.StoredZipFile;
import dev.rheo.runtime.store.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model in the format of {@code torch.jit.save}, version 10, which PyTorch 1.13 and later read. Parameters are separate
 * tensors in the order of the layout; {@code rheo.json} is an extra file.
 */
final class TorchScriptFile {
    private static final String WHAT = "the TorchScript export";
    private static final String TOP = "rheo/";
    private static final String EXTRA = "/extra/" + ModelDescription.NAME;
    private static final String ARGUMENTS = "rheo/extra/" + ProgramArguments.NAME;
    private static final int MAX_DESCRIPTION = 1 << 26;

    private TorchScriptFile() {}

    /** @param arguments what the program takes; null to leave that out */
    static void write(
            AtomicFiles files,
            Path target,
            SavedModel model,
            ModelScript script,
            @Nullable ProgramArguments arguments) {
        files.write(target, WHAT, out -> write(out, model, script, arguments));
    }

    private static void write(
            OutputStream out, SavedModel model, ModelScript script, @Nullable ProgramArguments arguments)
            throws IOException {
        StoredZip zip = new StoredZip(out);
        add(zip, "data.pkl", object(script, model));
        zip.add(TOP + "code/__torch__.py", script.source());
        List<ParameterSlice> layout = model.layout();
        write(zip, 0, layout, model.theta());
        SavedAutoencoder autoencoder = model.autoencoder();
        if (autoencoder != null) {
            write(zip, layout.size(), autoencoder.layout(), autoencoder.theta());
        }
        List<FixedTensor> constants = script.constants();
        for (int i = 0; i < constants.size(); i++) {
            zip.add(TOP + "constants/" + i, values(constants.get(i)));
        }
        add(zip, "constants.pkl", tuple(constants));
        zip.add("rheo" + EXTRA, ModelDescription.of(model).text());
        if (arguments != null) {
            zip.add(ARGUMENTS, arguments.text());
        }
        zip.add(TOP + "version", "10\n");
        zip.finish();
    }

    private static void write(StoredZip zip, int first, List<ParameterSlice> layout, float[] theta) throws IOException {
        for (int i = 0; i < layout.size(); i++) {
            ParameterSlice slice = layout.get(i);
            zip.add(TOP + "data/" + (first + i), Values.of(theta, slice.offset(), slice.length()));
        }
    }

    private static void add(StoredZip zip, String name, byte[] content) throws IOException {
        zip.add(TOP + name, content.length, out -> out.write(content));
    }

    private static byte[] object(ModelScript script, SavedModel model) {
        Pickle pickle = new Pickle()
                .begin(ModelScript.FLOW)
                .text("training")
                .truth(false)
                .text("network");
        module(pickle, script.network(), 0, model.layout());
        SavedAutoencoder autoencoder = model.autoencoder();
        ModuleNode coder = script.autoencoder();
        if (coder != null && autoencoder != null) {
            pickle.text("autoencoder");
            module(pickle, coder, model.layout().size(), autoencoder.layout());
        }
        return pickle.end().bytes();
    }

    private static void module(Pickle pickle, ModuleNode node, int first, List<ParameterSlice> layout) {
        pickle.begin(node.type()).text("training").truth(false);
        node.parameters().forEach((name, place) -> pickle.text(name)
                .tensor(
                        "FloatStorage",
                        Integer.toString(first + place),
                        layout.get(place).sizes(),
                        true));
        node.children().forEach((name, child) -> {
            pickle.text(name);
            module(pickle, child, first, layout);
        });
        pickle.end();
    }

    private static byte[] tuple(List<FixedTensor> constants) {
        Pickle pickle = new Pickle().tuple();
        for (int i = 0; i < constants.size(); i++) {
            boolean single = constants.get(i).precision() == Precision.FLOAT32;
            pickle.tensor(
                    single ? "FloatStorage" : "DoubleStorage",
                    Integer.toString(i),
                    constants.get(i).shape(),
                    false);
        }
        return pickle.endTuple().bytes();
    }

    private static Values values(FixedTensor tensor) {
        if (tensor.precision() == Precision.FLOAT64) {
            return Values.of(tensor.values());
        }
        float[] single = new float[tensor.values().length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) tensor.values()[i];
        }
        return Values.of(single);
    }

    /** The parameters are taken out; the program inside is not run. */
    static SavedModel read(Path path) {
        try (StoredZipFile zip = StoredZipFile.open(path, WHAT)) {
            String top = zip.names().stream()
                    .filter(name -> name.endsWith(EXTRA) && name.indexOf('/') == name.length() - EXTRA.length())
                    .findFirst()
                    .map(name -> name.substring(0, name.length() - EXTRA.length()))
                    .orElseThrow(() -> ExportedModels.notOurs(path));
            ModelDescription description = ModelDescription.parse(zip.text(top + EXTRA, MAX_DESCRIPTION), path);
            List<ParameterSlice> layout = description.layout();
            List<ParameterSlice> coder = description.autoencoderLayout();
            long room = 0;
            for (int i = 0; i < layout.size() + coder.size(); i++) {
                room += zip.floats(top + "/data/" + i);
            }
            float[] theta = new float[description.thetaLength(room, path)];
            read(zip, top + "/data/", 0, layout, theta);
            float[] coded = new float[description.autoencoderLength(room, path)];
            read(zip, top + "/data/", layout.size(), coder, coded);
            return description.with(theta, coded, path);
        }
    }

    private static void read(StoredZipFile zip, String folder, int first, List<ParameterSlice> layout, float[] into) {
        for (int i = 0; i < layout.size(); i++) {
            ParameterSlice slice = layout.get(i);
            zip.floats(folder + (first + i), into, slice.offset(), slice.length());
        }
    }
}
