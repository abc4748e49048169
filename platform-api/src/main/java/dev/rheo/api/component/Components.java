package dev.rheo.api.component;

/** Builds nested components. Injected by the host; may be kept and used from any thread. */
public interface Components {
    /** A new instance of the component that {@code ref} names. */
    <K extends Component> K create(ComponentRef<K> ref);
}
