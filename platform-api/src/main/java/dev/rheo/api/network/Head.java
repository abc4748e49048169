package dev.rheo.api.network;

import dev.rheo.api.graph.Shape;

/**
 * One result of a network.
 *
 * @param name letters, digits and underscores, for example {@code velocity}
 * @param shape without the batch dimension; {@link Shape#SCALAR} for one number per sample
 */
public record Head(String name, Shape shape) {}
