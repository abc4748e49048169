package dev.rheo.runtime.cli;

import picocli.CommandLine.Option;

/** The option of commands that train. */
final class Profiling {
    @Option(names = "--profile", description = "Measure where the time of a step goes, and show it at the end.")
    boolean profile;
}
