package dev.rheo.runtime.report;

import dev.rheo.runtime.profile.Phase;
import dev.rheo.runtime.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time of a training went, for the terminal. */
public final class ProfileText {
    private static final List<String> HEADER = List.of("phase", "us a step", "share");

    private ProfileText() {}

    /** Two tables of at most {@code width} characters: the training thread, and the threads that work ahead of it. */
    public static String render(Profile profile, int width) {
        return heading(profile, true)
                + "\n" + table(profile, true, width) + "\n" + heading(profile, false)
                + "\n" + table(profile, false, width);
    }

    static String heading(Profile profile, boolean training) {
        String what = training
                ? "the training thread"
                : profile.workers() == 1
                        ? "the thread that makes minibatches ahead"
                        : "the " + profile.workers() + " threads that make minibatches ahead, together";
        return String.format(
                Locale.ROOT, "%s: %.1f us a step, mean of %d steps", what, profile.total(training), profile.steps());
    }

    private static String table(Profile profile, boolean training, int width) {
        List<List<String>> rows = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase.training() == training) {
                rows.add(List.of(
                        String.format("%-11s %s", phase.word(), phase.meaning()),
                        microseconds(profile, phase),
                        share(profile, phase)));
            }
        }
        return new ConsoleTable(HEADER, rows).render(width);
    }

    static String microseconds(Profile profile, Phase phase) {
        return String.format(Locale.ROOT, "%.1f", profile.microseconds(phase));
    }

    static String share(Profile profile, Phase phase) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * profile.share(phase));
    }
}
