package dev.rheo.runtime.cli;

import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.diagnostic.DiagnosticView;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.train.TrainingMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rheo validate EXP [k=v …]}: everything that can be said without training, and without the engine. */
@Command(name = "validate", description = "Check an experiment without running it.", mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Parameters(index = "0", paramLabel = "EXP", description = "A manifest, or the name of a shipped example.")
    String experiment = "";

    @Parameters(index = "1..*", paramLabel = "k=v", description = "Overrides.")
    List<String> overrides = new ArrayList<>();

    ValidateCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        Path manifest = installation.manifest(experiment);
        try (Platform platform = Platform.open(installation, shared)) {
            ExperimentReader.Reading reading =
                    platform.reader().read(manifest, overrides, Path.of("").toAbsolutePath());
            Blueprint blueprint = reading.blueprint();
            if (output.json) {
                console.json(view(reading, blueprint));
            } else {
                console.err().print(DiagnosticText.render(reading.diagnostics()));
                if (blueprint != null) {
                    console.out().println(manifest + " is valid: " + summary(blueprint));
                }
            }
            return blueprint == null ? ExitCode.INVALID_MANIFEST : ExitCode.OK;
        }
    }

    private static String summary(Blueprint blueprint) {
        return String.format(
                Locale.ROOT,
                "samples of shape %s, %,d rows, %s",
                blueprint.data().shape(),
                blueprint.data().rows(),
                cost(blueprint));
    }

    /** What network and training take. */
    static String cost(Blueprint blueprint) {
        String network = String.format(
                Locale.ROOT,
                "network of %,d parameters and %,d FLOPs a sample",
                blueprint.network().parameterCount(),
                blueprint.network().flops());
        String all =
                blueprint.latents() == null ? network : network + " of " + AutoencoderCosts.text(blueprint.latents());
        return TrainingMemory.of(blueprint)
                .map(memory -> all + ", about " + TrainingMemory.text(memory.total()) + " to train")
                .orElse(all);
    }

    private static Map<String, Object> view(
            ExperimentReader.Reading reading, @org.jspecify.annotations.Nullable Blueprint blueprint) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("valid", blueprint != null);
        view.put(
                "diagnostics",
                reading.diagnostics().stream().map(DiagnosticView::of).toList());
        if (blueprint != null) {
            view.put("sampleShape", blueprint.data().shape().dimensions());
            view.put("rows", blueprint.data().rows());
            view.put("classes", blueprint.data().classes());
            view.put("parameters", blueprint.network().parameterCount());
            view.put("flops", blueprint.network().flops());
            if (blueprint.latents() != null) {
                view.put("latentShape", blueprint.state().dimensions());
                view.put("autoencoderParameters", AutoencoderCosts.parameters(blueprint.latents()));
            }
            TrainingMemory.of(blueprint).ifPresent(memory -> {
                view.put("trainingBytes", memory.total());
                view.put("activationBytes", memory.activations());
            });
        }
        return view;
    }
}
