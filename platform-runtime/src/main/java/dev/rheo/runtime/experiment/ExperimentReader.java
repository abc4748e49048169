package dev.rheo.runtime.experiment;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.data.DataInfo;
import dev.rheo.api.time.TimestepSampler;
import dev.rheo.runtime.check.Compatibility;
import dev.rheo.runtime.check.Participant;
import dev.rheo.runtime.check.PluginConstraints;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.manifest.Bound;
import dev.rheo.runtime.manifest.Direction;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.ManifestLoader;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From a manifest file to a {@link Blueprint}, collecting every mistake on the way: syntax, options, plugins, wiring,
 * data header, traits, shapes. Loads no rows and no engine.
 */
public final class ExperimentReader {
    private final ManifestLoader loader;
    private final Compatibility compatibility;
    private final PluginConstraints constraints;
    private final Planner planner;

    public ExperimentReader(Catalogue catalogue, Schemas schemas) {
        this.loader = new ManifestLoader(catalogue, schemas);
        this.compatibility = new Compatibility(catalogue, schemas);
        this.constraints = new PluginConstraints(catalogue);
        this.planner = new Planner(catalogue, schemas);
    }

    /**
     * What reading came to.
     *
     * @param blueprint null if there was an error
     * @param sources where everything stands, for later messages
     * @param diagnostics errors and warnings
     */
    public record Reading(@Nullable Blueprint blueprint, SourceMap sources, List<Diagnostic> diagnostics) {
        public Reading(@Nullable Blueprint blueprint, SourceMap sources, List<Diagnostic> diagnostics) {
            this.blueprint = blueprint;
            this.sources = sources;
            this.diagnostics = List.copyOf(diagnostics);
        }
    }

    /** Parameters as for {@link ManifestLoader#load}. */
    public Reading read(Path file, List<String> overrides, Path workingDirectory) {
        return read(loader.load(file, overrides, workingDirectory), null);
    }

    /**
     * Reads the manifest of a trained model, whose data need not be there: nothing is asked of it. A source that draws rows
     * of a data set still needs that one. Whether its metrics and trackers go with the rest is not asked either.
     *
     * @param manifest its text, resolved
     * @param name what messages call it
     * @param data what the model's record tells of its data
     */
    public Reading readTrained(String manifest, String name, DataInfo data) {
        return readTrained(manifest, name, data, List.of());
    }

    /** As {@link #readTrained(String, String, DataInfo)}, with overrides. */
    public Reading readTrained(String manifest, String name, DataInfo data, List<String> overrides) {
        return read(loader.loadText(manifest, name, overrides), data);
    }

    private Reading read(Bound<ExperimentSpec> bound, @Nullable DataInfo known) {
        List<Diagnostic> diagnostics = new ArrayList<>(bound.diagnostics());
        diagnostics.addAll(constraints.check(bound));
        ExperimentSpec spec = bound.value();
        Optional<Planner.Wired> wired =
                spec == null ? Optional.empty() : planner.wire(spec, known, bound.sources(), diagnostics::add);
        boolean labels = wired.map(w -> w.data().classes() > 0).orElse(true);
        boolean conditions = wired.map(w -> !w.data().conditions().none()).orElse(false);
        List<Participant> host = new ArrayList<>(List.of(host(labels, conditions, wired.isPresent())));
        if (spec != null && spec.autoencoder() != null) {
            host.add(ENCODED);
        }
        if (spec != null && spec.sample().direction() == Direction.BACKWARD) {
            host.add(BACKWARD);
        }
        if (wired.map(w -> reweighted(w.parts().timesteps())).orElse(false)) {
            host.add(REWEIGHTED);
        }
        Map<String, ComponentRef<?>> components = new LinkedHashMap<>(bound.components());
        if (known != null) {
            components.keySet().removeIf(place -> place.startsWith("evaluate.") || place.startsWith("trackers."));
        }
        diagnostics.addAll(compatibility.check(components, bound.complete(), host, bound.sources()));
        if (spec == null || wired.isEmpty() || Diagnostic.anyError(diagnostics)) {
            return new Reading(null, bound.sources(), diagnostics);
        }
        Optional<Blueprint> blueprint =
                planner.plan(spec, wired.get(), weightedPairs(spec), bound.sources(), diagnostics::add);
        return new Reading(
                Diagnostic.anyError(diagnostics) ? null : blueprint.orElse(null), bound.sources(), diagnostics);
    }

    /** Where rows are one state only, and source samples are none of the data's. */
    private static final Participant ENCODED = Participant.host(
            "autoencoder",
            "a flow of latents",
            Traits.of(TraitNames.DATA_ENCODED)
                    .excludes(
                            TraitNames.SOURCE_PAIRED,
                            "Partners are in the data's space, and the flow of latents begins at noise of a latent's shape.")
                    .excludes(
                            TraitNames.DATA_TIME_POINTS,
                            "Rows of several times are states of one flow in the data's space."));

    /** Sampling from data to source asks for a solver that goes there. */
    private static final Participant BACKWARD = Participant.host(
            "sample.direction",
            "sampling backward",
            Traits.NONE
                    .providesIf(
                            TraitNames.SOLVER_BACKWARD,
                            List.of(TraitNames.SOLVER_ODE),
                            "An ordinary differential equation is followed in either direction.")
                    .requires(
                            TraitNames.SOLVER_BACKWARD,
                            "Its step rule makes samples from noise, and does not say how to return."));

    /** What the host contributes once it has seen the data's header; unseen data gets the benefit of the doubt. */
    private static Participant host(boolean labels, boolean conditions, boolean seen) {
        List<String> traits = new ArrayList<>();
        if (labels) {
            traits.add(TraitNames.DATA_LABELS);
        }
        if (labels || conditions) {
            traits.add(TraitNames.DATA_CONDITIONED);
        }
        if (labels && seen) {
            traits.add(TraitNames.NETWORK_CLASS_CONDITIONAL);
        }
        if (conditions) {
            traits.add(TraitNames.NETWORK_CONDITIONS);
        }
        String title = conditions && !labels ? "the data with conditions" : "the labelled data";
        return Participant.host("data", title, Traits.of(traits.toArray(String[]::new)));
    }

    private static final Participant REWEIGHTED =
            Participant.host("timesteps", "the density of training times", Traits.of(TraitNames.TIME_REWEIGHTED));

    private static boolean reweighted(TimestepSampler sampler) {
        if (sampler.weighting() == TimestepSampler.Weighting.IMPORTANCE) {
            return false;
        }
        return IntStream.rangeClosed(1, 15)
                .mapToDouble(i -> i / 16.0)
                .anyMatch(t -> Math.abs(sampler.cumulative(t) - t) > 1e-9);
    }

    private static boolean weightedPairs(ExperimentSpec spec) {
        for (ComponentRef<?> component : spec.components().values()) {
            if (component.config().traits().provided().stream()
                    .anyMatch(provision -> provision.trait().equals(TraitNames.PAIRS_WEIGHTED))) {
                return true;
            }
        }
        return false;
    }
}
