package dev.rheo.testkit.network;

import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;
import dev.rheo.api.network.NetworkArchitecture;
import dev.rheo.api.network.NetworkSpec;
import dev.rheo.api.network.Support;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An architecture with what it declares. Small configurations make quick tests: a few dozen parameters are enough.
 *
 * @param architecture the architecture
 * @param traits the traits of the configuration that it was made with
 * @param startsAtZero whether it claims to begin as the zero field
 * @param parameterCount the number of parameters for a spec, from the formula of its paper or documentation; null
 *     where there is none
 * @param specs what it is asked to build; those that it does not support are left out
 */
public record NetworkSubject(
        NetworkArchitecture architecture,
        Traits traits,
        boolean startsAtZero,
        @Nullable ToLongFunction<NetworkSpec> parameterCount,
        List<NetworkSpec> specs) {
    public NetworkSubject(
            NetworkArchitecture architecture,
            Traits traits,
            boolean startsAtZero,
            @Nullable ToLongFunction<NetworkSpec> parameterCount,
            List<NetworkSpec> specs) {
        this.architecture = architecture;
        this.traits = traits;
        this.startsAtZero = startsAtZero;
        this.parameterCount = parameterCount;
        this.specs = List.copyOf(specs);
    }

    List<NetworkSpec> supported() {
        return specs.stream()
                .filter(spec -> architecture.supports(spec) instanceof Support.Yes)
                .toList();
    }

    boolean claimsSmooth() {
        return traits.provided().stream()
                .anyMatch(provision -> provision.trait().equals(TraitNames.NETWORK_SMOOTH));
    }
}
