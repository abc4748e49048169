package dev.rheo.runtime.cli;

import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginFact;
import dev.rheo.runtime.run.Workshop;
import dev.rheo.runtime.store.DataFacts;
import dev.rheo.runtime.store.Environment;
import dev.rheo.runtime.store.RunDirectory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The data and the code that a run began with, and those that it goes on with. */
final class Circumstances {
    private final Catalogue catalogue;
    private final Consumer<String> warnings;

    Circumstances(Catalogue catalogue, Consumer<String> warnings) {
        this.catalogue = catalogue;
        this.warnings = warnings;
    }

    /** What a run that begins now is computed by. */
    Environment environment(Workshop workshop) {
        return Environment.current(
                Version.current(),
                new Environment.Engine("PyTorch", workshop.engine().version()),
                workshop.threads(),
                catalogue.facts(catalogue.components()).stream()
                        .map(fact -> new Environment.Plugin(fact.id(), fact.version(), fact.sha256()))
                        .toList());
    }

    /** Other code computes other bits. The run goes on all the same, since the user may have no choice. */
    void compare(Environment before, Workshop workshop) {
        Set<String> used = catalogue
                .facts(workshop.blueprint().spec().components().values().stream()
                        .flatMap(ref -> catalogue.find(KindInfo.of(ref.kind()), ref.name()).stream())
                        .toList())
                .stream()
                .map(PluginFact::id)
                .collect(Collectors.toSet());
        before.differences(environment(workshop), used)
                .forEach(difference -> warnings.accept("this run began with " + difference
                        + ": it may not end in the same bits as one that was never stopped"));
    }

    /**
     * Where the record of the data is missing it is made; else the data must still be what it was.
     *
     * @throws Complaint if it is not
     */
    static void compare(RunDirectory directory, DataFacts data) {
        Optional<DataFacts> before = directory.data();
        if (before.isEmpty()) {
            directory.writeData(data);
        } else {
            requireSame(directory, before.get(), data);
        }
    }

    /** @throws Complaint if the data is not what it was */
    static void requireSame(RunDirectory directory, DataFacts before, DataFacts now) {
        if (!before.agreesWith(now)) {
            throw new Complaint(
                    ExitCode.INVALID_MANIFEST,
                    "the data is not what " + directory.path() + " was trained on: its data.json says " + before,
                    "restore the data, or begin a new run with what there is now: " + now);
        }
    }
}
