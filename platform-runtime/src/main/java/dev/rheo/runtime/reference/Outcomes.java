package dev.rheo.runtime.reference;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.runtime.check.Compatibility;
import dev.rheo.runtime.check.Compatibility.BrokenRule;
import dev.rheo.runtime.check.Participant;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.DiagnosticText;
import dev.rheo.runtime.manifest.Bound;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.ManifestLoader;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.describe.ExampleValue;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which rules an experiment of given components breaks, decided as {@code rheo validate} decides it. Used by one thread.
 */
public final class Outcomes {
    static final String EXPERIMENT = """
            rheo: 1
            name: reference
            data: moons
            path: linear
            network: mlp
            """;
    private static final Participant LABELLED =
            Participant.host("data", "the labelled data", Traits.of(TraitNames.DATA_LABELS));

    private final Catalogue catalogue;
    private final Schemas schemas;
    private final ManifestLoader loader;
    private final Compatibility compatibility;
    private final Map<String, String> values = new HashMap<>();

    public Outcomes(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.loader = new ManifestLoader(catalogue, schemas);
        this.compatibility = new Compatibility(catalogue, schemas);
    }

    /** The names of a kind's components in alphabetical order. */
    public List<String> names(String kind) {
        return entries(kind).stream().map(ComponentEntry::name).toList();
    }

    /**
     * What a manifest writes for a component. Options without default get a value; of components that want one of several
     * options, the first that suffices is put to 1.
     */
    public String value(String kind, String name) {
        return values.computeIfAbsent(kind + " " + name, key -> candidates(kind, name).stream()
                .filter(value -> !Diagnostic.anyError(
                        read(List.of(place(kind) + "=" + value)).diagnostics()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no value is known that " + key + " accepts")));
    }

    /** The names of a component's options. */
    public List<String> options(String kind, String name) {
        return schema(kind, name).names();
    }

    private ConfigSchema schema(String kind, String name) {
        ComponentEntry entry = entries(kind).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(schemas.of(entry).schema());
    }

    private List<String> candidates(String kind, String name) {
        ConfigSchema schema = schema(kind, name);
        List<String> candidates = new ArrayList<>();
        candidates.add(ExampleValue.of(name, schema));
        for (OptionSchema option : schema.options()) {
            if (option.type() instanceof OptionType.Real || option.type() instanceof OptionType.Whole) {
                candidates.add("{type: " + name + ", " + option.name() + ": 1}");
            }
        }
        return candidates;
    }

    private static String place(String kind) {
        return kind.equals("solver") || kind.equals("grid") ? "sample." + kind : kind;
    }

    /** What flow matching can be asked to predict. */
    public List<String> predictions() {
        ComponentEntry objective = catalogue
                .find(catalogue.kind("objective").orElseThrow(), "flow-matching")
                .orElseThrow();
        ConfigSchema schema = Objects.requireNonNull(schemas.of(objective).schema());
        OptionType predict = schema.option("predict").orElseThrow().type();
        return ((OptionType.Choice) predict).words();
    }

    /**
     * The rules broken by an experiment.
     *
     * @param overrides of a straight path with independent pairs, its velocity learnt by an MLP, sampled by dopri5
     * @throws IllegalStateException if the experiment cannot be read at all
     */
    public List<BrokenRule> of(List<String> overrides) {
        Bound<ExperimentSpec> bound = read(overrides);
        if (Diagnostic.anyError(bound.diagnostics())) {
            throw new IllegalStateException(
                    String.join(" ", overrides) + "\n" + DiagnosticText.render(bound.diagnostics()));
        }
        return compatibility.brokenRules(bound.components(), List.of(LABELLED));
    }

    private Bound<ExperimentSpec> read(List<String> overrides) {
        return loader.loadText(EXPERIMENT, "reference", overrides);
    }

    private List<ComponentEntry> entries(String kind) {
        return catalogue.of(catalogue.kind(kind).orElseThrow());
    }
}
