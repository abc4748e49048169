package dev.rheo.runtime.train;

import dev.rheo.api.track.RunEvent;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.engine.TorchEngine;
import dev.rheo.runtime.experiment.Blueprint;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Trains toy experiments in a directory, and keeps what they told. */
final class Training {
    final Checkpoints checkpoints;
    final List<RunEvent> events = new ArrayList<>();
    final List<TrainedParameters> inspected = new ArrayList<>();
    Consumer<TrainedParameters> onInspection = parameters -> {};
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
        Trainer trainer = new Trainer(
                blueprint,
                engine,
                checkpoints,
                event -> {
                    events.add(event);
                    if (event instanceof RunEvent.Progress progress && progress.step() == stopAt) {
                        stop.request();
                    }
                },
                stop);
        PreparedData data = PreparedData.load(blueprint.parts().data(), blueprint.random());
        return trainer.train(data, from, parameters -> {
            inspected.add(parameters);
            onInspection.accept(parameters);
        });
    }

    static String hash(TrainedParameters trained) {
        return ParameterHash.of(trained.theta());
    }
}
