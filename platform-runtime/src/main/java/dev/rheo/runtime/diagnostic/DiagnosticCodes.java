package dev.rheo.runtime.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every code that this installation can print.
 *
 * @param all sorted by id
 */
public record DiagnosticCodes(List<DiagnosticCode> all) {
    public DiagnosticCodes {
        all = all.stream().sorted(Comparator.comparing(DiagnosticCode::id)).toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).id().equals(all.get(i - 1).id())) {
                throw new IllegalArgumentException(
                        "two diagnostics share the code " + all.get(i).id());
            }
        }
    }

    /** Joins what the packages contribute, typically {@code of(SomeCode.values(), OtherCode.values())}. */
    public static DiagnosticCodes of(DiagnosticCode[]... contributions) {
        return new DiagnosticCodes(Stream.of(contributions).flatMap(Stream::of).toList());
    }

    /** Finds a code written as {@code RHEO-M003} or {@code M003}, in any case. */
    public Optional<DiagnosticCode> find(String id) {
        String upper = id.strip().toUpperCase(Locale.ROOT);
        String full = upper.startsWith("RHEO-") ? upper : "RHEO-" + upper;
        return all.stream().filter(code -> code.id().equals(full)).findFirst();
    }

    /** The text of {@code rheo explain CODE}. */
    public static String explain(DiagnosticCode code) {
        return code.id() + ": " + code.title() + "\n\n" + code.explanation().strip() + "\n";
    }
}
