package dev.rheo.runtime.manifest;

import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Mark;
import dev.rheo.runtime.diagnostic.Suggestion;
import dev.rheo.runtime.manifest.schema.ConfigSchema;
import dev.rheo.runtime.manifest.schema.OptionSchema;
import dev.rheo.runtime.manifest.schema.OptionType;
import dev.rheo.runtime.manifest.tree.ManifestCode;
import dev.rheo.runtime.manifest.tree.ManifestNode.Scalar;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import dev.rheo.runtime.plugin.PluginStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words for names that are not known and for names that are missing. */
final class UnknownNames {
    private final Catalogue catalogue;
    private final Schemas schemas;

    UnknownNames(Catalogue catalogue, Schemas schemas) {
        this.catalogue = catalogue;
        this.schemas = schemas;
    }

    Diagnostic option(Scope scope, String name, Mark mark) {
        String problem = "unknown option '" + name + "' in " + scope.title();
        List<String> names = scope.schema().names();
        String known = names.isEmpty()
                ? scope.title() + " has no options."
                : "Options of " + scope.title() + ": " + String.join(", ", names) + ".";
        Optional<String> near = Suggestion.of(name, names).map(word -> "Did you mean '" + word + "'?");
        String remedy = near.or(() -> elsewhere(scope, name))
                        .or(() -> onlyMissing(scope))
                        .orElse("Delete it.") + " " + known;
        return Diagnostic.error(ManifestCode.UNKNOWN_OPTION, mark, problem, "", remedy);
    }

    /** The one required option that is not given is likely what an unknown one was meant to be. */
    private static Optional<String> onlyMissing(Scope scope) {
        List<String> missing = scope.schema().options().stream()
                .filter(option -> option.presence() == OptionSchema.Presence.REQUIRED)
                .map(OptionSchema::name)
                .filter(option -> !scope.options().entries().containsKey(option))
                .toList();
        return missing.size() == 1
                ? Optional.of("Did you mean '" + missing.get(0) + "', which is missing?")
                : Optional.empty();
    }

    /** An option of this name that other components of the kind have, or a section of the manifest. */
    private Optional<String> elsewhere(Scope scope, String name) {
        ComponentEntry component = scope.component();
        if (component == null) {
            return scope.schema().options().stream()
                    .filter(option -> option.type() instanceof OptionType.Section section
                            && section.schema().option(name).isPresent())
                    .findFirst()
                    .map(option -> "'" + name + "' belongs under '" + option.name() + "'.");
        }
        Map<String, String> others = new LinkedHashMap<>();
        for (ComponentEntry entry : catalogue.of(component.kind())) {
            near(entry, name)
                    .ifPresent(option -> others.merge(option, "'" + entry.name() + "'", (a, b) -> a + ", " + b));
        }
        return others.entrySet().stream()
                .map(other -> "'" + other.getKey() + "' is an option of "
                        + component.kind().name() + " " + other.getValue() + ".")
                .findFirst();
    }

    private Optional<String> near(ComponentEntry entry, String option) {
        ConfigSchema schema = schemas.of(entry).schema();
        return schema == null ? Optional.empty() : Suggestion.of(option, schema.names());
    }

    Diagnostic missing(Scope scope, OptionSchema option) {
        String problem = scope.title() + " needs '" + option.name() + "'";
        String because = "'" + option.name() + "': " + option.doc();
        String remedy = option.type() instanceof OptionType.Reference reference
                ? "Add '" + option.name() + ": NAME'. " + installed(reference.kind())
                : "Add '" + option.name() + ": VALUE' with " + option.type().described() + ".";
        return Diagnostic.error(ManifestCode.MISSING_OPTION, scope.mark(), problem, because, remedy);
    }

    Diagnostic noType(KindInfo kind, Spot spot) {
        String problem = spot.label() + " does not say which " + kind.title() + " it is";
        String because = "A component is named by 'type'.";
        String remedy = "Add 'type: NAME'. " + installed(kind);
        return Diagnostic.error(ManifestCode.MISSING_OPTION, spot.mark(), problem, because, remedy);
    }

    Diagnostic component(KindInfo kind, Scalar name, Spot spot, boolean written) {
        String problem = written
                ? "no " + kind.title() + " named '" + name.text() + "' is installed"
                : "the default of " + spot.label() + ", " + kind.title() + " '" + name.text() + "', is not installed";
        List<String> names =
                catalogue.of(kind).stream().map(ComponentEntry::name).toList();
        String first = Suggestion.of(name.text(), names)
                .map(word -> "Did you mean '" + word + "'? ")
                .or(() -> ofOtherKind(name.text()))
                .orElse("");
        return Diagnostic.error(
                ManifestCode.UNKNOWN_COMPONENT, name.mark(), problem, rejected(), first + installed(kind));
    }

    private Optional<String> ofOtherKind(String name) {
        return catalogue.components().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .map(entry -> "'" + name + "' is "
                        + OptionType.withArticle(entry.kind().title()) + ". ");
    }

    private String installed(KindInfo kind) {
        String names = catalogue.of(kind).stream().map(ComponentEntry::name).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "No " + kind.title() + " is installed; 'rheo plugins' lists what is."
                : "Installed (" + kind.name() + "): " + names + ".";
    }

    private String rejected() {
        return catalogue.rejected().stream().map(UnknownNames::mayHaveIt).collect(Collectors.joining("\n"));
    }

    private static String mayHaveIt(PluginStatus plugin) {
        String reason = plugin.problems().isEmpty()
                ? ""
                : ": " + plugin.problems().get(0).code() + ", "
                        + plugin.problems().get(0).reason().replaceAll("\\.$", "");
        String what = plugin.state() == PluginStatus.State.REJECTED ? "was rejected" : "was loaded only in part";
        return "Plugin '" + plugin.id() + "' might have it, but " + what + reason + ". See 'rheo plugins'.";
    }
}
