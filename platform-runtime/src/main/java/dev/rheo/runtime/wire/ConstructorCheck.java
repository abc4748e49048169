package dev.rheo.runtime.wire;

import com.google.inject.ConfigurationException;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.InjectionPoint;
import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentConfig;
import dev.rheo.api.component.Components;
import dev.rheo.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at what constructors ask for before Guice does, so that the answer comes in the host's words. */
final class ConstructorCheck {
    private static final Set<Class<?>> HOST = Set.of(RandomStreams.class, Components.class);

    private ConstructorCheck() {}

    static void check(List<Wiring.BoundSlot> ordered, List<Wiring.BoundSlot> all) {
        for (Wiring.BoundSlot slot : all) {
            Set<Class<?>> before = kindsBefore(ordered, slot);
            for (Class<?> wanted : parameters(slot)) {
                if (!allowed(wanted, slot, before)) {
                    throw refusal(slot, wanted, before);
                }
            }
        }
    }

    private static boolean allowed(Class<?> wanted, Wiring.BoundSlot slot, Set<Class<?>> before) {
        return HOST.contains(wanted)
                || before.contains(wanted)
                || wanted == slot.slot().ref().config().getClass();
    }

    /** The kinds of single slots that come before {@code slot}; a nested one stands where its parent stands. */
    private static Set<Class<?>> kindsBefore(List<Wiring.BoundSlot> ordered, Wiring.BoundSlot slot) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Wiring.BoundSlot other : ordered) {
            if (slot.slot().place().equals(other.slot().place())
                    || slot.slot().place().startsWith(other.slot().place() + ".nested")) {
                break;
            }
            if (other.slot().single()) {
                kinds.add(other.entry().kind().type());
            }
        }
        return kinds;
    }

    /** The types that the component's constructor asks for. */
    static List<Class<?>> parameters(Wiring.BoundSlot slot) {
        try {
            Class<?> type = slot.entry().type();
            if (!InjectionPoint.forInstanceMethodsAndFields(type).isEmpty()) {
                throw unusable(slot, "has fields or methods to inject", null);
            }
            List<Class<?>> types = new ArrayList<>();
            for (Dependency<?> dependency :
                    InjectionPoint.forConstructorOf(type).getDependencies()) {
                if (dependency.getKey().getAnnotationType() != null) {
                    throw unusable(slot, "has a qualified constructor parameter", null);
                }
                types.add(dependency.getKey().getTypeLiteral().getRawType());
            }
            return types;
        } catch (ConfigurationException e) {
            throw unusable(slot, "has no constructor that can be used", e);
        }
    }

    private static WiringException unusable(Wiring.BoundSlot slot, String what, @Nullable Exception cause) {
        return new WiringException(
                slot.slot().place(),
                slot.entry().type().getName() + " of plugin " + slot.entry().plugin() + " " + what,
                "its author has to give it exactly one constructor annotated with jakarta.inject.Inject, and to ask for"
                        + " everything there",
                cause);
    }

    private static WiringException refusal(Wiring.BoundSlot slot, Class<?> wanted, Set<Class<?>> before) {
        String why;
        if (Component.class.isAssignableFrom(wanted)) {
            why = "which comes after it or is not part of this experiment";
        } else if (ComponentConfig.class.isAssignableFrom(wanted)) {
            why = "which is not its own configuration";
        } else {
            why = "which the host does not offer";
        }
        String kinds =
                before.stream().map(Class::getSimpleName).sorted().toList().toString();
        return new WiringException(
                slot.slot().place(),
                slot.entry().kind().name() + " '" + slot.entry().name() + "' of plugin "
                        + slot.entry().plugin() + " asks for " + wanted.getSimpleName() + ", " + why,
                "its author may ask for its configuration, RandomStreams, Components, and here for " + kinds,
                null);
    }
}
