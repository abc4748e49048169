package dev.rheo.api.component;

/**
 * The options of one component: always a record, whose every component carries {@link Option} (or {@link Inline}).
 * The record is the documentation, the validation and the JSON Schema of the options at once.
 *
 * <p>A record's constructor may throw {@link IllegalArgumentException}; the message is shown at the component's place
 * in the manifest. Rules across options belong in {@link #check}, where each can name its option.
 */
public interface ComponentConfig {
    /** What this configuration provides, requires and excludes. Pure; allocates no tensors. */
    default Traits traits() {
        return Traits.NONE;
    }

    /** Reports violated rules across options; called after every option by itself was found valid. */
    default void check(Problems problems) {}

    /** The configuration of a component that has no options. */
    record None() implements ComponentConfig {}
}
