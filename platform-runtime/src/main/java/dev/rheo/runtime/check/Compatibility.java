package dev.rheo.runtime.check;

import dev.rheo.api.component.ComponentRef;
import dev.rheo.api.component.Traits;
import dev.rheo.runtime.check.Standing.Violation;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.Severity;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.ExperimentSpec;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether components fit together by their traits. Safe for use from any thread. */
public final class Compatibility {
    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Binder binder;

    public Compatibility(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.binder = new Binder(catalogue, schemas);
    }

    /** Checks a bound experiment by itself. */
    public List<Diagnostic> check(ExperimentSpec spec, SourceMap sources) {
        return check(spec.components(), true, List.of(), sources);
    }

    /**
     * Checks components.
     *
     * @param components by place, as bound
     * @param complete whether these are all that the experiment will have; if not, only what they exclude among themselves
     *     is reported, not what they lack
     * @param host what the host contributes, for instance once the data's header has been read
     * @param sources where messages point
     */
    public List<Diagnostic> check(
            Map<String, ComponentRef<?>> components, boolean complete, List<Participant> host, SourceMap sources) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Standing standing = standing(components, host, sources, diagnostics);
        boolean sound = diagnostics.isEmpty();
        Changes changes = new Changes(catalogue, schemas, binder, components);
        Explanation explanation = new Explanation(standing, changes);
        for (Violation violation : standing.violations()) {
            if (violation.kind() != Standing.Kind.MISSING || (complete && sound)) {
                diagnostics.add(explanation.diagnostic(violation, sources));
            }
        }
        return diagnostics;
    }

    /**
     * A demand that components of an experiment do not meet, as a rule that has a name.
     *
     * @param code what sort of demand
     * @param place of the component that makes it
     * @param trait that it needs, rules out or warns of
     * @param because its reason
     */
    public record BrokenRule(CheckCode code, String place, String trait, String because) {
        /** Whether the experiment is refused for it. */
        public boolean refuses() {
            return code != CheckCode.TRAIT_DISCOURAGED;
        }
    }

    /** The rules that a complete experiment's components break; empty if it fits together. */
    public List<BrokenRule> brokenRules(Map<String, ComponentRef<?>> components, List<Participant> host) {
        Standing standing = standing(components, host, SourceMap.EMPTY, new ArrayList<>());
        return standing.violations().stream()
                .map(violation -> new BrokenRule(
                        Explanation.code(standing, violation),
                        violation.by().place(),
                        violation.demand().trait(),
                        violation.demand().because()))
                .toList();
    }

    private Standing standing(
            Map<String, ComponentRef<?>> components,
            List<Participant> host,
            SourceMap sources,
            List<Diagnostic> diagnostics) {
        List<Participant> participants = new ArrayList<>();
        components.forEach((place, component) -> participants.add(participant(place, component, sources, diagnostics)));
        participants.addAll(host);
        return new Standing(participants);
    }

    private Participant participant(
            String place, ComponentRef<?> component, SourceMap sources, List<Diagnostic> diagnostics) {
        String title = TraitReader.title(component);
        Traits traits = TraitReader.traits(
                        component.config(),
                        failure -> diagnostics.add(failed(title, component, sources.mark(place), failure)))
                .orElse(Traits.NONE);
        return new Participant(place, title, traits, true);
    }

    private Diagnostic failed(String title, ComponentRef<?> component, @Nullable Mark mark, String failure) {
        String plugin = catalogue.components().stream()
                .filter(entry -> entry.kind().type().equals(component.kind()))
                .filter(entry -> entry.name().equals(component.name()))
                .map(entry -> "the author of plugin '" + entry.plugin() + "'")
                .findFirst()
                .orElse("its author");
        String problem = title + " cannot state its traits: " + failure;
        String because = "That is a mistake in the component, not in the manifest.";
        String remedy = "Report it to " + plugin + "; --debug shows more.";
        return new Diagnostic(CheckCode.TRAITS_FAILED, Severity.ERROR, mark, problem, because, remedy);
    }
}
