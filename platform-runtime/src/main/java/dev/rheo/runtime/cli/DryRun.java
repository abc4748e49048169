package dev.rheo.runtime.cli;

import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.experiment.ExperimentReader;
import dev.rheo.runtime.manifest.TrainSpec;
import dev.rheo.runtime.run.EngineStart;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.train.TrainingMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code rheo run --dry-run}: everything before the first step, and nothing written. */
final class DryRun {
    private final Console console;
    private final Platform platform;

    DryRun(Console console, Platform platform) {
        this.console = console;
        this.platform = platform;
    }

    int of(Path manifest, List<String> overrides, EngineStart engine) {
        Opening opening = new Opening(console);
        ExperimentReader.Reading reading =
                platform.reader().read(manifest, overrides, Path.of("").toAbsolutePath());
        Blueprint blueprint = opening.blueprint(reading, manifest);
        opening.fits(blueprint, reading, manifest);
        Workshop workshop = opening.workshop(blueprint, reading, manifest, 0, engine);
        double loss = workshop.rehearse();
        TrainSpec train = blueprint.spec().train();
        int rows = workshop.data().supply().count();
        long pairs = (long) train.batch() * train.accumulate();
        line(
                "experiment",
                "%s, seed %d",
                blueprint.spec().name(),
                blueprint.spec().seed());
        line(
                "data",
                "%,d training rows, %,d held out, samples of shape %s",
                rows,
                workshop.data().supply().ofData() - rows,
                blueprint.data().shape());
        line(
                "network",
                "%s: %,d parameters, %,d FLOPs a sample",
                blueprint.spec().network().name(),
                blueprint.network().parameterCount(),
                blueprint.network().flops());
        if (blueprint.latents() != null) {
            line("autoencoder", "%s", AutoencoderCosts.text(blueprint.latents()));
        }
        line(
                "training",
                "%,d steps of %,d pairs, %.1f epochs, %s",
                train.steps(),
                pairs,
                (double) pairs * train.steps() / rows,
                computing(workshop));
        TrainingMemory.of(blueprint)
                .ifPresent(memory -> line(
                        "memory",
                        "about %s, %s of it intermediate values of a step",
                        TrainingMemory.text(memory.total()),
                        TrainingMemory.text(memory.activations())));
        line("first loss", "%.5g", loss);
        console.out().println("nothing was written; without --dry-run this would train");
        return ExitCode.OK;
    }

    private static String computing(Workshop workshop) {
        int shards = workshop.blueprint().spec().train().shards();
        if (shards > 1) {
            return shards + " shards of " + threads(workshop.threadsOfShard());
        }
        return threads(workshop.threads());
    }

    private static String threads(int count) {
        return count == 1 ? "1 engine thread" : count + " engine threads";
    }

    private void line(String name, String format, Object... values) {
        console.out().println(String.format(Locale.ROOT, "%-12s", name) + String.format(Locale.ROOT, format, values));
    }
}
