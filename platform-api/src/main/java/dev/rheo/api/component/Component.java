package dev.rheo.api.component;

import org.pf4j.ExtensionPoint;

/**
 * A part of an experiment that a manifest names and a plugin provides.
 *
 * <p>Implementations implement exactly one kind (an interface marked {@link ComponentKind}), are annotated with
 * {@link RheoComponent}, and have one constructor annotated {@code jakarta.inject.Inject} that takes the component's
 * configuration record and whatever else it needs: components of earlier kinds, {@link Components},
 * {@code RandomStreams}. Constructing a component must be cheap and must not touch the engine.
 */
public interface Component extends ExtensionPoint {}
