package dev.rheo.runtime.plugin;

/**
 * What a run records about a plugin whose code it used.
 *
 * @param sha256 see {@link PluginStatus#sha256}
 */
public record PluginFact(String id, String version, String sha256) {}
