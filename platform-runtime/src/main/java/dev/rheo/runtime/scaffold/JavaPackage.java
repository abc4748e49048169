package dev.rheo.runtime.scaffold;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** The package that a plugin's classes are in, after the plugin's id: {@code acme-paths} gives {@code acme.paths}. */
record JavaPackage(String name) {
    static JavaPackage of(String id) {
        String name = Arrays.stream(id.split("[.-]"))
                .map(step -> SourceVersion.isKeyword(step) ? step + "_" : step)
                .map(step -> Character.isDigit(step.charAt(0)) ? "v" + step : step)
                .collect(Collectors.joining("."));
        return new JavaPackage(isTaken(name) ? "my." + name : name);
    }

    String folder() {
        return name.replace('.', '/');
    }

    /** Whether the platform or the JDK have it: their class loaders come first. */
    private static boolean isTaken(String name) {
        return name.matches("(java|javax|jakarta|ai\\.djl|org\\.pf4j|org\\.slf4j|dev\\.rheo)(\\..*)?");
    }
}
