package dev.rheo.runtime.cli;

import dev.rheo.runtime.model.Parameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of a run's parameters a command uses. */
final class ParameterChoice {
    @Option(
            names = "--ema",
            paramLabel = "N",
            description = "Which average of the parameters: its place in train.ema from 1, or none"
                    + " (default: what sample.ema of the manifest asks for).")
    @Nullable
    String ema;

    /** @throws Complaint if it is not one */
    Parameters chosen() {
        if (ema == null) {
            return new Parameters.OfManifest();
        }
        if (ema.equals("none")) {
            return new Parameters.Theta();
        }
        if (ema.matches("[1-9][0-9]{0,8}")) {
            return new Parameters.Average(Integer.parseInt(ema));
        }
        throw new Complaint(
                ExitCode.USAGE,
                "--ema " + ema + " is not an average",
                "give its place in train.ema, counted from 1, or 'none' for the parameters themselves");
    }
}
