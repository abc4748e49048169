package dev.rheo.runtime.check;

import dev.rheo.api.component.Traits.Provision;
import dev.rheo.runtime.check.Standing.Kind;
import dev.rheo.runtime.check.Standing.Offer;
import dev.rheo.runtime.check.Standing.Violation;
import dev.rheo.runtime.diagnostic.Diagnostic;
import dev.rheo.runtime.diagnostic.Severity;
import dev.rheo.runtime.manifest.SourceMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a violation into words: who needs what, why, who fails to give it or gives it, and what would mend it. */
final class Explanation {
    private final Standing standing;
    private final Changes changes;

    Explanation(Standing standing, Changes changes) {
        this.standing = standing;
        this.changes = changes;
    }

    Diagnostic diagnostic(Violation violation, SourceMap sources) {
        CheckCode code = code(standing, violation);
        Severity severity = violation.kind() == Kind.DISCOURAGED ? Severity.WARNING : Severity.ERROR;
        return new Diagnostic(
                code,
                severity,
                sources.mark(violation.by().place()),
                problem(violation, code == CheckCode.TRAIT_WITHDRAWN),
                because(violation),
                changes.remedy(standing, violation));
    }

    static CheckCode code(Standing standing, Violation violation) {
        return switch (violation.kind()) {
            case MISSING ->
                standing.withdrawn(violation.demand().trait()).isEmpty()
                        ? CheckCode.TRAIT_MISSING
                        : CheckCode.TRAIT_WITHDRAWN;
            case EXCLUDED -> CheckCode.TRAIT_EXCLUDED;
            case DISCOURAGED -> CheckCode.TRAIT_DISCOURAGED;
        };
    }

    private String problem(Violation violation, boolean withdrawn) {
        String who = violation.by().title();
        String trait = "'" + violation.demand().trait() + "'";
        return switch (violation.kind()) {
            case MISSING ->
                who + " needs " + trait + (withdrawn ? ", which does not hold here" : ", which nothing here gives");
            case EXCLUDED -> who + " does not go with " + trait + ", which " + givers(violation) + " gives";
            case DISCOURAGED -> who + " is unwise beside " + trait + ", which " + givers(violation) + " gives";
        };
    }

    private String givers(Violation violation) {
        return standing.givers(violation.demand().trait()).stream()
                .map(Participant::title)
                .collect(Collectors.joining(" and "));
    }

    private String because(Violation violation) {
        List<String> lines = new ArrayList<>();
        lines.add(sentence(violation.demand().because()));
        if (violation.kind() == Kind.MISSING) {
            lack(violation.demand().trait(), lines, new HashSet<>());
        }
        return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** Follows withdrawn traits down to those that nobody gives. */
    private void lack(String trait, List<String> lines, Set<String> seen) {
        List<Offer> offers = standing.withdrawn(trait);
        if (!seen.add(trait)) {
            return;
        }
        if (offers.isEmpty()) {
            responsible(trait).forEach(title -> lines.add(sentence(title + " does not give '" + trait + "'")));
        }
        for (Offer offer : offers) {
            Provision provision = offer.provision();
            List<String> unmet = provision.conditions().stream()
                    .filter(condition -> !standing.holds(condition))
                    .toList();
            String names = unmet.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "));
            lines.add(sentence(offer.by().title() + " gives '" + trait + "' only together with " + names
                    + (provision.because().isBlank() ? "" : ": " + provision.because())));
            unmet.forEach(condition -> lack(condition, lines, seen));
        }
    }

    /** The components whose kind gave the trait its first word. */
    private List<String> responsible(String trait) {
        String kind = trait.contains(".") ? trait.substring(0, trait.indexOf('.')) : trait;
        return standing.participants().stream()
                .filter(participant -> participant.title().startsWith(kind + " "))
                .map(Participant::title)
                .toList();
    }

    /** With a capital (unless it begins with a component's name) and a full stop. */
    private static String sentence(String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return "";
        }
        String first = bare.substring(0, 1).toUpperCase(Locale.ROOT);
        return first + bare.substring(1) + (bare.endsWith(".") ? "" : ".");
    }
}
