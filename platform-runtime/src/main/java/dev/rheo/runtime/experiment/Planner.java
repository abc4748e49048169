package dev.rheo.runtime.experiment;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.coupling.Coupling;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.data.DataSource;
import dev.rheo.api.data.SampleShape;
import dev.rheo.api.data.SourceDistribution;
import dev.rheo.api.latent.Autoencoder;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.objective.Objective;
import dev.rheo.api.optimize.LearningRateSchedule;
import dev.rheo.api.optimize.Optimizer;
import dev.rheo.api.path.ProbabilityPath;
import dev.rheo.api.random.RandomStreams;
import dev.rheo.api.sample.Guidance;
import dev.rheo.api.sample.Solver;
import dev.rheo.api.sample.TimeGrid;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.data.Variation;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.ComponentFailure;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.wire.Slot;
import dev.rheo.runtime.wire.Wiring;
import dev.rheo.runtime.wire.WiringException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a bound manifest to a {@link Blueprint}: wires the components, reads the data's header, and builds the graphs.
 * Mistakes become diagnostics at the place they stand in.
 */
public final class Planner {
    private final Catalogue catalogue;
    private final Schemas schemas;

    public Planner(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
    }

    /** Components wired, and the data's header read: what trait checks need to know. */
    public record Wired(Wiring wiring, Parts parts, RandomStreams random, DataInfo data) {}

    /** Wires and builds every component, and reads the data's header; empty after an error. */
    public Optional<Wired> wire(ExperimentSpec spec, SourceMap sources, Consumer<Diagnostic> problems) {
        return wire(spec, null, sources, problems);
    }

    /**
     * As {@link #wire(ExperimentSpec, SourceMap, Consumer)}.
     *
     * @param known the data's header where it is known already: the data is then not asked for it, and may be missing
     */
    public Optional<Wired> wire(
            ExperimentSpec spec, @Nullable DataInfo known, SourceMap sources, Consumer<Diagnostic> problems) {
        RandomStreams random = new RandomStreams(spec.seed());
        try {
            List<Slot> slots = new ArrayList<>();
            spec.components().forEach((place, ref) -> slots.add(new Slot(place, ref, isSingle(place))));
            Wiring wiring = Wiring.of(slots, this::entry, schemas::references, random);
            Parts parts = parts(spec, wiring);
            tryOthers(spec, wiring);
            Optional<DataInfo> data = known != null
                    ? Optional.of(known)
                    : new Inquiry(sources, problems).ask("data", parts.data(), () -> Variation.header(parts.data()));
            return data.map(info -> new Wired(wiring, parts, random, info));
        } catch (WiringException e) {
            problems.accept(
                    Diagnostic.error(ExperimentCode.CONSTRUCTION, sources.mark(e.place()), message(e), "", e.remedy()));
        } catch (ComponentFailure e) {
            problems.accept(Diagnostic.error(
                    ExperimentCode.CONSTRUCTION,
                    sources.mark(placeOf(spec, e.component())),
                    e.problem().reason(),
                    "",
                    e.problem().remedy()));
        }
        return Optional.empty();
    }

    /** Metrics and trackers are built again where they are used; that they can be built has to be known before training. */
    private static void tryOthers(ExperimentSpec spec, Wiring wiring) {
        spec.components().forEach((place, ref) -> {
            if (!isSingle(place)) {
                wiring.get(place, ref.kind());
            }
        });
    }

    private static boolean isSingle(String place) {
        return !place.startsWith("evaluate.") && !place.startsWith("trackers.") && !place.equals("sample.path");
    }

    private ComponentEntry entry(ComponentRef<?> ref) {
        return catalogue.find(KindInfo.of(ref.kind()), ref.name()).orElseThrow();
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String placeOf(ExperimentSpec spec, ComponentEntry component) {
        return spec.components().entrySet().stream()
                .filter(slot -> slot.getValue().kind() == component.kind().type()
                        && slot.getValue().name().equals(component.name()))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static Parts parts(ExperimentSpec spec, Wiring wiring) {
        return new Parts(
                wiring.get("data", DataSource.class),
                spec.autoencoder() == null ? null : wiring.get("autoencoder", Autoencoder.class),
                wiring.get("source", SourceDistribution.class),
                wiring.get("path", ProbabilityPath.class),
                wiring.get(spec.sample().path() == null ? "path" : "sample.path", ProbabilityPath.class),
                wiring.get("coupling", Coupling.class),
                wiring.get("timesteps", TimestepSampler.class),
                wiring.get("network", NetworkArchitecture.class),
                wiring.get("objective", Objective.class),
                spec.guidance() == null ? null : wiring.get("guidance", Guidance.class),
                wiring.get("train.optimizer", Optimizer.class),
                wiring.get("train.schedule", LearningRateSchedule.class),
                wiring.get("sample.solver", Solver.class),
                wiring.get("sample.grid", TimeGrid.class));
    }

    /** Checks sizes and shapes and builds the graphs; empty after an error. */
    public Optional<Blueprint> plan(
            ExperimentSpec spec, Wired wired, boolean weightedPairs, SourceMap sources, Consumer<Diagnostic> problems) {
        boolean suffices = Sizes.check(spec, wired, sources, problems);
        Optional<Latents.Found> latents = new Latents(sources, problems).of(wired);
        if (latents.isEmpty()) {
            return Optional.empty();
        }
        SampleShape state = latents.get().state();
        boolean fits = new Fits(wired, state, sources, problems).check() && suffices;
        Optional<Blueprint> blueprint =
                new Graphs(sources, problems).build(spec, wired, latents.get().space(), weightedPairs);
        return fits ? blueprint : Optional.empty();
    }
}
