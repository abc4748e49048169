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
 * @param balancedLimit for a coupling that claims {@code coupling.unbalanced}: the same coupling where it leaves nothing
 *     aside, with the traits of the balanced coupling that it then is; null otherwise
 */
public record CouplingSubject(
        Coupling coupling,
        Traits traits,
        @Nullable DoubleFunction<Coupling> byRegularization,
        @Nullable CouplingSubject balancedLimit) {
    public CouplingSubject(
            Coupling coupling,
            Traits traits,
            @Nullable DoubleFunction<Coupling> byRegularization,
            @Nullable CouplingSubject balancedLimit) {
        this.coupling = coupling;
        this.traits = traits;
        this.byRegularization = byRegularization;
        this.balancedLimit = balancedLimit;
    }

    /** A coupling that preserves marginals. */
    public CouplingSubject(Coupling coupling, Traits traits, @Nullable DoubleFunction<Coupling> byRegularization) {
        this(coupling, traits, byRegularization, null);
    }

    /** A coupling that is not entropic. */
    public static CouplingSubject of(Coupling coupling, Traits traits) {
        return new CouplingSubject(coupling, traits, null);
    }

    /** A coupling that leaves mass aside. */
    public static CouplingSubject unbalanced(Coupling coupling, Traits traits, CouplingSubject balancedLimit) {
        return new CouplingSubject(coupling, traits, null, balancedLimit);
    }

    boolean claims(String trait) {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(trait));
    }

    boolean needs(String trait) {
        return traits.required().stream().anyMatch(demand -> demand.trait().equals(trait));
    }
}
