package dev.rheo.testkit.coupling;

import dev.rheo.api.component.Traits;
import dev.rheo.api.coupling.Coupling;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A coupling and what its configuration claims about it.
 *
 * @param traits the traits of its configuration; they decide which rules apply
 * @param byRegularization for a coupling that claims {@code coupling.entropic}: the same coupling with λ of
 *     min ∫ |x0 − x1|² dπ + λ KL(π ‖ q0 ⊗ q1); null otherwise
 */
public record CouplingSubject(
        Coupling coupling, Traits traits, @Nullable DoubleFunction<Coupling> byRegularization) {
    public CouplingSubject(Coupling coupling, Traits traits, @Nullable DoubleFunction<Coupling> byRegularization) {
        this.coupling = coupling;
        this.traits = traits;
        this.byRegularization = byRegularization;
    }

    /** A coupling that is not entropic. */
    public static CouplingSubject of(Coupling coupling, Traits traits) {
        return new CouplingSubject(coupling, traits, null);
    }

    boolean claims(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }
}
