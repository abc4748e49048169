package dev.rheo.runtime.check;

import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.ComponentRef;
import dev.rheo.runtime.check.Standing.Kind;
import dev.rheo.runtime.check.Standing.Violation;
import dev.rheo.runtime.manifest.Binder;
import dev.rheo.runtime.manifest.Schemas;
import dev.rheo.runtime.manifest.SourceMap;
import dev.rheo.runtime.plugin.Catalogue;
import dev.rheo.runtime.plugin.ComponentEntry;
import dev.rheo.runtime.plugin.KindInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single changes to an experiment that would mend it, found by trying: every other installed component of a kind with its
 * default options, and every other setting of a switch. Only changes that take a violation away and bring none are named.
 */
final class Changes {
    private static final int MOST_NAMES = 6;

    private final Catalogue catalogue;
    private final Binder binder;
    private final Variants variants;
    private final Map<String, ComponentRef<?>> components;
    private @Nullable List<Change> candidates;

    /** {@code place: value} instead of what stands there, as that participant would then be. */
    private record Change(String place, String value, Participant participant) {}

    Changes(Catalogue catalogue, Schemas schemas, Binder binder, Map<String, ComponentRef<?>> components) {
        this.catalogue = catalogue;
        this.binder = binder;
        this.variants = new Variants(schemas);
        this.components = components;
    }

    /** What to do about a violation. */
    String remedy(Standing standing, Violation violation) {
        Map<String, List<String>> fits = new LinkedHashMap<>();
        for (Change change : candidates()) {
            Standing changed = changed(standing, change);
            if (mends(standing, changed, violation)) {
                fits.computeIfAbsent(change.place(), place -> new ArrayList<>()).add(change.value());
            }
        }
        if (fits.isEmpty()) {
            return violation.kind() == Kind.MISSING
                    ? "No single change among the installed components gives '"
                            + violation.demand().trait() + "'; combine other components or install a plugin."
                    : "No single change among the installed components avoids it; combine other components.";
        }
        StringBuilder text =
                new StringBuilder(fits.size() == 1 ? "This change fits:" : "Any one of these changes fits:");
        fits.forEach((place, values) ->
                text.append("\n  ").append(place).append(": ").append(list(values)));
        return text.toString();
    }

    private static String list(List<String> values) {
        int shown = Math.min(values.size(), MOST_NAMES);
        String more = values.size() > shown ? " or " + (values.size() - shown) + " more" : "";
        if (shown == 1 || !more.isEmpty()) {
            return String.join(", ", values.subList(0, shown)) + more;
        }
        return String.join(", ", values.subList(0, shown - 1)) + " or " + values.get(shown - 1);
    }

    private static boolean mends(Standing before, Standing after, Violation violation) {
        List<Violation> left = after.violations();
        boolean gone = left.stream().noneMatch(violation::isAlso);
        boolean nothingNew =
                left.stream().allMatch(one -> before.violations().stream().anyMatch(one::isAlso));
        return gone && nothingNew;
    }

    private static Standing changed(Standing standing, Change change) {
        return new Standing(standing.participants().stream()
                .map(participant ->
                        participant.place().equals(change.participant().place()) && participant.component()
                                ? change.participant()
                                : participant)
                .toList());
    }

    private List<Change> candidates() {
        List<Change> known = candidates;
        if (known == null) {
            known = new ArrayList<>();
            for (Map.Entry<String, ComponentRef<?>> component : components.entrySet()) {
                addSettings(component.getKey(), component.getValue(), known);
            }
            for (Map.Entry<String, ComponentRef<?>> component : components.entrySet()) {
                addOthers(component.getKey(), component.getValue(), known);
            }
            candidates = known;
        }
        return known;
    }

    private void addSettings(String place, ComponentRef<?> component, List<Change> changes) {
        for (Variants.Variant variant : variants.of(component.config())) {
            add(
                    SourceMap.join(place, variant.option()),
                    variant.value(),
                    place,
                    TraitReader.title(component),
                    variant.config(),
                    changes);
        }
    }

    private void addOthers(String place, ComponentRef<?> component, List<Change> changes) {
        KindInfo kind = KindInfo.of(component.kind());
        for (ComponentEntry entry : catalogue.of(kind)) {
            if (!entry.name().equals(component.name())) {
                String title = kind.name() + " '" + entry.name() + "'";
                binder.defaults(entry).ifPresent(config -> add(place, entry.name(), place, title, config, changes));
            }
        }
    }

    private static void add(
            String place, String value, String at, String title, ComponentConfig config, List<Change> changes) {
        TraitReader.traits(config, failure -> {})
                .ifPresent(traits -> changes.add(new Change(place, value, new Participant(at, title, traits, true))));
    }
}
