package dev.rheo.runtime.cli;

import ai.djl.ndarray.NDManager;
import dev.rheo.api.data.Conditions;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.export.ExportFormat;
import dev.rheo.runtime.export.ModelExport;
import dev.rheo.runtime.model.Parameters;
import dev.rheo.runtime.model.RunModels;
import dev.rheo.runtime.model.SavedModel;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.RunDirectory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rheo export RUN}. */
@Command(
        name = "export",
        description = "Write a trained model as one file for other programs.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Installation installation;
    private final Console console;

    @Mixin
    Shared shared = new Shared();

    @Mixin
    Output output = new Output();

    @Mixin
    OneRun which = new OneRun();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "torchscript (a program, for torch.jit.load), safetensors or npz (parameters by name).")
    String format = "";

    @Option(names = "--out", paramLabel = "FILE", description = "The file (default: model.* in the run directory).")
    @Nullable
    Path out;

    @Option(names = "--force", description = "Replace the file if there is one.")
    boolean force;

    @Mixin
    ParameterChoice parameters = new ParameterChoice();

    ExportCommand(Installation installation, Console console) {
        this.installation = installation;
        this.console = console;
    }

    @Override
    public Integer call() {
        ExportFormat kind = format();
        Parameters chosen = parameters.chosen();
        RunDirectory run = which.find();
        Path target = target(run, kind);
        SavedModel model = RunModels.read(run, chosen, this::warn);
        String forward = write(kind, run, target, model);
        if (output.json) {
            console.json(summary(kind, target, model, forward));
        } else {
            console.out().println(target);
        }
        return ExitCode.OK;
    }

    private ExportFormat format() {
        for (ExportFormat kind : ExportFormat.values()) {
            if (kind.toString().equals(format.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new Complaint(
                ExitCode.USAGE,
                "--format " + format + " is not a format of exports",
                "give torchscript (a program), safetensors or npz (parameters by name)");
    }

    private Path target(RunDirectory run, ExportFormat kind) {
        Path target = out != null ? out : run.path().resolve("model" + kind.suffix());
        if (Files.isDirectory(target)) {
            throw new Complaint(
                    ExitCode.USAGE, target + " is a directory", "name a file in it, for example model" + kind.suffix());
        }
        if (!force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Complaint(ExitCode.FAILED, target + " exists", "name another file with --out, or add --force");
        }
        return target;
    }

    /** What {@code forward} of a program is; null for a file without a program. */
    private @Nullable String write(ExportFormat kind, RunDirectory run, Path target, SavedModel model) {
        ModelExport export = new ModelExport(new AtomicFiles(Disk.local()));
        switch (kind) {
            case SAFETENSORS -> export.safetensors(target, model);
            case NPZ -> export.npz(target, model);
            case TORCHSCRIPT -> {
                return program(export, run, target, model);
            }
        }
        return null;
    }

    private String program(ModelExport export, RunDirectory run, Path target, SavedModel model) {
        try (Platform platform = Platform.open(installation, shared)) {
            Blueprint blueprint = new Opening(console)
                    .blueprint(
                            platform.reader()
                                    .readTrained(
                                            model.manifest(), run.resolved().toString(), model.info()),
                            run.resolved());
            Optional<String> mismatch = model.mismatch(blueprint.network());
            if (mismatch.isPresent()) {
                throw new Complaint(
                        ExitCode.FAILED,
                        "the model of " + run.path() + " does not fit: " + mismatch.get(),
                        "use the plugins that trained it; environment.json of the run lists their versions");
            }
            if (blueprint.parts().guidance() != null) {
                warn(unguided(blueprint));
            }
            try (NDManager manager = Workshop.startEngine().newManager()) {
                if (export.torchScript(target, model, blueprint, manager)) {
                    return "velocity";
                }
            }
            warn(
                    "the velocity of this objective cannot be written as a program; forward gives what the network returns");
            return "network";
        }
    }

    private static String unguided(Blueprint blueprint) {
        List<String> nothing = new ArrayList<>();
        if (blueprint.data().classes() > 0) {
            nothing.add("label " + blueprint.data().classes() + " stands for no class");
        }
        Conditions conditions = blueprint.data().conditions();
        if (conditions.continuous() > 0) {
            nothing.add("conditions that are NaN stand for none");
        }
        if (conditions.tokens() > 0) {
            nothing.add("tokens " + conditions.vocabulary() + " stand for none");
        }
        return "guidance is not part of the program: forward gives the field of what is asked for alone; "
                + String.join(", ", nothing) + ", to mix the two by a weight";
    }

    private Map<String, Object> summary(ExportFormat kind, Path target, SavedModel model, @Nullable String forward) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("path", target.toString());
        summary.put("format", kind.toString());
        summary.put("experiment", model.provenance().experiment());
        summary.put("run", model.provenance().run());
        summary.put("step", model.provenance().step());
        summary.put("average", model.provenance().average());
        summary.put("parameters", model.theta().length);
        summary.put("parameterHash", model.provenance().parameterHash());
        if (forward != null) {
            summary.put("forward", forward);
        }
        return summary;
    }

    private void warn(String sentence) {
        console.err().println("warning: " + sentence);
    }
}
