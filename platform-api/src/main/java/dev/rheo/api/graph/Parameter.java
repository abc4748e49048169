package dev.rheo.api.graph;

/**
 * A trained tensor.
 *
 * @param name scopes and name joined by dots; unique within the graph
 * @param decayed whether weight decay applies: by default to matrices and kernels, not to biases, gains and embeddings
 */
public record Parameter(String name, Shape shape, Init init, boolean decayed, Value value) {}
