package dev.rheo.runtime.export;

import ai.djl.ndarray.NDManager;
import dev.rheo.api.time.Interval;
import dev.rheo.runtime.data.ConditionScaling;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.latent.LatentSpace;
import dev.rheo.runtime.model.ModelDescription;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.program.CoderScript;
import dev.rheo.runtime.program.ModelScript;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Npz;
import dev.rheo.runtime.store.SavedAutoencoder;
import dev.rheo.runtime.store.StoreException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes models, each in one atomic step. All methods throw {@link StoreException}. */
public final class ModelExport {
    private final AtomicFiles files;

    public ModelExport(AtomicFiles files) {
        this.files = files;
    }

    /**
     * Writes a program with the parameters inside.
     *
     * @param blueprint of the model
     * @param manager lends arrays for a moment
     * @return whether its {@code forward} is the velocity; else the run's objective reads the network in a way that cannot
     *     be written, and {@code forward} is the network itself
     */
    public boolean torchScript(Path target, SavedModel model, Blueprint blueprint, NDManager manager) {
        Optional<ModelScript.Reading> reading = VelocityReading.of(blueprint, manager);
        Interval domain = blueprint.parts().path().domain();
        ModelScript.Setting setting = new ModelScript.Setting(
                domain.from(),
                domain.to(),
                blueprint.parts().path().sourceScale(),
                numbers(model.data().shift()),
                numbers(model.data().scale()),
                conditions(model, blueprint));
        try {
            ModelScript script =
                    ModelScript.of(blueprint.network(), setting, reading.orElse(null), coder(model, blueprint));
            TorchScriptFile.write(files, target, model, script, ProgramArguments.of(model, blueprint));
        } catch (IllegalArgumentException unwritable) {
            throw new StoreException(
                    "Cannot write the TorchScript export",
                    target,
                    String.valueOf(unwritable.getMessage()),
                    "Export it with --format safetensors, which has every parameter by its name.");
        }
        return reading.isPresent();
    }

    private static ModelScript.@Nullable Conditions conditions(SavedModel model, Blueprint blueprint) {
        ConditionScaling given = model.conditionScaling();
        int count = given.header().continuous();
        return count == 0
                ? null
                : new ModelScript.Conditions(
                        given.names().subList(0, count),
                        Arrays.copyOf(given.scaling().shift(), count),
                        Arrays.copyOf(given.scaling().scale(), count),
                        blueprint.networkSpec().conditions() > count);
    }

    private static @Nullable CoderScript coder(SavedModel model, Blueprint blueprint) {
        LatentSpace space = blueprint.latents();
        SavedAutoencoder saved = model.autoencoder();
        return space == null || saved == null
                ? null
                : CoderScript.of(
                        space.graphs().encoder(),
                        space.graphs().decoder(),
                        saved.facts().scale());
    }

    /** Writes a program with the parameters inside; the model's layout must be that of the script's network. It does not describe its arguments. */
    public void program(Path target, SavedModel model, ModelScript script) {
        TorchScriptFile.write(files, target, model, script, null);
    }

    /** Writes the parameters by name, and {@code rheo.json} as metadata. */
    public void safetensors(Path target, SavedModel model) {
        SafetensorsModel.write(files, target, model);
    }

    /** Writes the parameters by name, and {@code rheo.json} as a text. */
    public void npz(Path target, SavedModel model) {
        Npz.write(
                files,
                target,
                "the NPZ export",
                ExportedModels.tensors(model),
                Map.of(ModelDescription.NAME, ModelDescription.of(model).text()));
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
