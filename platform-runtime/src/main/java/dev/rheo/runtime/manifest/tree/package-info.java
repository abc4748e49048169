/**
 * Manifest text as a tree of mappings, sequences and scalars, each with its place: read from YAML 1.2, laid over one another
 * ({@code extends}, command line overrides), not yet understood.
 */
package dev.rheo.runtime.manifest.tree;
