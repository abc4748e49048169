package dev.rheo.runtime.cli;

import picocli.CommandLine.Option;

/** The form of a command's result. */
final class Output {
    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;
}
