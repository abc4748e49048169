package dev.rheo.runtime.cli;

import picocli.CommandLine.Command;

/** {@code rheo train EXP [k=v …]}: the training alone. */
@Command(
        name = "train",
        description = "Train an experiment; 'rheo evaluate RUN' samples and evaluates it later.",
        mixinStandardHelpOptions = true)
final class TrainCommand extends RunCommand {
    TrainCommand(Installation installation, Console console) {
        super(installation, console);
    }

    @Override
    boolean whole() {
        return false;
    }
}
