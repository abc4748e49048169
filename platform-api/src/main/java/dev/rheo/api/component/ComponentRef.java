package dev.rheo.api.component;

import java.util.Objects;

/**
 * A component nested in another's options, for instance the data set that a source distribution draws from. Written in
 * a manifest like any component; turned into an instance by {@link Components#create}.
 *
 * @param kind the interface of the component's kind
 * @param name the component's name within its kind
 * @param config its bound configuration record
 */
public record ComponentRef<K extends Component>(Class<K> kind, String name, ComponentConfig config) {
    public ComponentRef {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(config, "config");
    }
}
