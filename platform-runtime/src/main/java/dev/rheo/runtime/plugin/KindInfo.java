package dev.rheo.runtime.plugin;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;

/**
 * A component kind as the host sees it.
 *
 * @param name the manifest's word, for example {@code path}
 * @param title what a reader calls it
 * @param type the kind's interface
 */
public record KindInfo(String name, String title, Class<? extends Component> type) {
    /** Reads the {@link ComponentKind} annotation of a kind's interface. */
    public static KindInfo of(Class<? extends Component> type) {
        ComponentKind kind = type.getAnnotation(ComponentKind.class);
        if (kind == null) {
            throw new IllegalArgumentException(type.getName() + " is not a component kind");
        }
        return new KindInfo(kind.value(), kind.title(), type);
    }
}
