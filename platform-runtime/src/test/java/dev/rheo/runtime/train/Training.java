package dev.rheo.runtime.train;

import dev.rheo.api.evaluate.Measurement;
import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
import dev.rheo.runtime.profile.Stopwatch;
import dev.rheo.runtime.store.AtomicFiles;
import dev.rheo.runtime.store.Checkpoint;
import dev.rheo.runtime.store.Checkpoints;
import dev.rheo.runtime.store.Disk;
import dev.rheo.runtime.store.ParameterHash;
import dev.rheo.runtime.store.Runs;
import dev.rheo.runtime.toy.ToyExperiment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Trains toy experiments in a directory, and keeps what they told. */
final class Training {
    final Checkpoints checkpoints;
    final List<RunEvent> events = new ArrayList<>();
    final List<TrainedParameters> inspected = Collections.synchronizedList(new ArrayList<>());
    final List<String> warnings = new ArrayList<>();
    ToDoubleFunction<TrainedParameters> judge = TrainedParameters::step;
    Stopwatch stopwatch = Stopwatch.off();
    int failAt = Integer.MAX_VALUE;
    long stopAt = Long.MAX_VALUE;

    Training(Path directory) {
        this(directory, Disk.local());
    }

    Training(Path directory, Disk disk) {
        AtomicFiles files = new AtomicFiles(disk);
        checkpoints = new Runs(directory, Clock.systemUTC(), new Random(1), files)
                .create("toy")
                .checkpoints();
    }

    TrainedParameters train(ToyExperiment experiment) throws InterruptedException {
        return train(experiment, Optional.empty());
    }

    TrainedParameters resume(ToyExperiment experiment) throws InterruptedException {
        return train(experiment, checkpoints.newest().checkpoint());
    }

    TrainedParameters train(ToyExperiment experiment, Optional<Checkpoint> from) throws InterruptedException {
        Blueprint blueprint = experiment.blueprint();
        TorchEngine engine = TorchEngine.start();
        engine.enterThread(1);
        StopSignal stop = new StopSignal();
        Surroundings around = new Surroundings(
                checkpoints,
                event -> {
                    events.add(event);
                    if (events.size() >= failAt) {
                        throw new IllegalStateException("killed");
                    }
                    if (event instanceof RunEvent.Progress progress && progress.step() == stopAt) {
                        stop.request();
                    }
                },
                warnings::add,
                stop,
                stopwatch);
        PreparedData data = PreparedData.load(blueprint.parts().data(), blueprint.random());
        return new Trainer(blueprint, engine, 1).train(data, from, this::inspect, around);
    }

    private Findings inspect(TrainedParameters parameters) {
        inspected.add(parameters);
        double value = judge.applyAsDouble(parameters);
        Measurement measurement =
                new Measurement("score", value, Double.NaN, Measurement.Better.LOWER, Map.of(), "A score.");
        return new Findings(List.of(measurement), Map.of("score", measurement));
    }

    static String hash(TrainedParameters trained) {
        return ParameterHash.of(trained.theta());
    }
}
