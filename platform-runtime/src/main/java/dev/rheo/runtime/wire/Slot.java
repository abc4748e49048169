package dev.rheo.runtime.wire;

import dev.rheo.api.component.ComponentRef;

/**
 * A place of an experiment that one component fills.
 *
 * @param place dotted, as in the manifest: {@code path}, {@code train.optimizer}, {@code evaluate.0}
 * @param ref which component, with its configuration
 * @param single whether other components may ask for it by its kind
 */
public record Slot(String place, ComponentRef<?> ref, boolean single) {}
