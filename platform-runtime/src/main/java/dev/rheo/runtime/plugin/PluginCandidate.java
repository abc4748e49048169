package dev.rheo.runtime.plugin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that may be a plugin, by its place alone.
 *
 * @param location what the user sees: the jar, the folder or the development project
 * @param main the plugin's own jar or classes folder
 * @param libraries the jars of its private dependencies, by name
 * @param development whether it was given as a plugin under development
 */
record PluginCandidate(Path location, Path main, List<Path> libraries, boolean development) {
    PluginCandidate {
        libraries = List.copyOf(libraries);
    }

    /** The main jar or classes folder, then the libraries. */
    List<Path> classPath() {
        List<Path> all = new ArrayList<>(List.of(main));
        all.addAll(libraries);
        return all;
    }
}
