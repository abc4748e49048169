package dev.rheo.runtime.manifest;

/** Which checkpoint samples are drawn from. */
public enum CheckpointChoice {
    /** That of the last step. */
    LAST,
    /** The best one by the metric of {@code train.keepBest}. */
    BEST
}
