package dev.rheo.runtime.verify;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Traits;
import dev.rheo.api.test.Examiner;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.describe.ComponentDescription;
import dev.rheo.runtime.manifest.describe.OptionDescription;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.ComponentFailure;
import dev.rheo.runtime.plugin.ComponentGuard;
import dev.rheo.runtime.plugin.PluginContext;
import dev.rheo.runtime.plugin.PluginStatus;
import dev.rheo.runtime.verify.Verdict.ComponentVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at every component of a plugin as its users would: its options, its constructor, the rules of its kind. */
public final class Verification {
    private final Catalogue catalogue;
    private final Schemas schemas;
    private final Optional<Examiner> examiner;
    private final Bench bench;

    /** @param examiner absent if there is no conformance kit */
    public Verification(Catalogue catalogue, Schemas schemas, Optional<Examiner> examiner) {
        this.catalogue = catalogue;
        this.schemas = schemas;
        this.examiner = examiner;
        this.bench = new Bench(catalogue, schemas);
    }

    /** Never throws because of the plugin. */
    public Verdict of(PluginStatus plugin) {
        List<ComponentVerdict> components = new ArrayList<>();
        if (plugin.state() != PluginStatus.State.REJECTED) {
            catalogue.components().stream()
                    .filter(entry -> entry.plugin().equals(plugin.id()))
                    .forEach(entry -> components.add(of(entry)));
        }
        return new Verdict(plugin, components);
    }

    private ComponentVerdict of(ComponentEntry entry) {
        Binder binder = new Binder(catalogue, schemas);
        ComponentDescription description = ComponentDescription.of(entry, schemas, binder);
        List<String> undocumented = new ArrayList<>();
        undocumented(description.options(), "", undocumented);
        if (description.summary().isBlank()) {
            undocumented.add("@RheoComponent(summary)");
        }
        Optional<ComponentConfig> config = binder.defaults(entry);
        if (config.isEmpty()) {
            return verdict(entry, undocumented, List.of(), "some option has no default", "");
        }
        try {
            Bench.Made made = bench.make(entry, config.get());
            Component component = made.component();
            Traits traits = PluginContext.supply(component, config.get()::traits);
            if (examiner.isEmpty()) {
                return verdict(entry, undocumented, List.of(), "there is no conformance kit", "");
            }
            List<Examiner.Finding> findings =
                    ComponentGuard.examine(entry, () -> examiner.get().examine(component, traits, made));
            return verdict(
                    entry,
                    undocumented,
                    findings,
                    findings.isEmpty() ? "no rules that need nothing of its author" : "",
                    "");
        } catch (ComponentFailure e) {
            return verdict(
                    entry,
                    undocumented,
                    List.of(),
                    "",
                    e.problem().code() + ": " + e.problem().reason());
        } catch (RuntimeException e) {
            return verdict(entry, undocumented, List.of(), "", String.valueOf(e.getMessage()));
        }
    }

    private static ComponentVerdict verdict(
            ComponentEntry entry,
            List<String> undocumented,
            List<Examiner.Finding> findings,
            String notExamined,
            String failure) {
        return new ComponentVerdict(entry.kind().name(), entry.name(), undocumented, findings, notExamined, failure);
    }

    private static void undocumented(List<OptionDescription> options, String prefix, List<String> into) {
        for (OptionDescription option : options) {
            if (option.doc().isBlank()) {
                into.add(prefix + option.name());
            }
            undocumented(option.options(), prefix + option.name() + ".", into);
        }
    }
}
