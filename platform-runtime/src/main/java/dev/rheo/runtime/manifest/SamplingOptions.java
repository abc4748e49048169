package dev.rheo.runtime.manifest;

import java.util.Optional;
import java.util.Set;

/** Which options of a trained model's manifest may be given anew: those of its section {@code sample}, and its guidance. */
public final class SamplingOptions {
    private static final String SECTION = "sample.";
    private static final String GUIDANCE = "guidance";
    private static final Set<String> OPTIONS = Set.of("solver", "grid", "path", "direction", "batch", "inpainting");
    private static final Set<String> FURTHER = Set.of("count", "ema", "checkpoint");

    private SamplingOptions() {}

    /**
     * @param option {@code name=value}, of the section {@code sample} with or without {@code sample.} before it
     * @return the override of the manifest; empty if it is none of these options
     */
    public static Optional<String> override(String option) {
        if (!option.contains("=")) {
            return Optional.empty();
        }
        if (first(option).equals(GUIDANCE)) {
            return Optional.of(option);
        }
        String plain = plain(option);
        return OPTIONS.contains(first(plain)) ? Optional.of(SECTION + plain) : Optional.empty();
    }

    /** As {@link #override}; also what an evaluation may be given: the rest of the section, and {@code evaluate}. */
    public static Optional<String> ofEvaluation(String option) {
        String plain = plain(option);
        if (option.contains("=") && FURTHER.contains(first(plain))) {
            return Optional.of(SECTION + plain);
        }
        return option.contains("=") && first(option).equals("evaluate") ? Optional.of(option) : override(option);
    }

    private static String plain(String option) {
        return option.startsWith(SECTION) ? option.substring(SECTION.length()) : option;
    }

    private static String first(String option) {
        return option.split("[.=]", 2)[0];
    }
}
