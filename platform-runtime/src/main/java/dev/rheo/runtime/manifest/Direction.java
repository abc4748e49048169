package dev.rheo.runtime.manifest;

/** Which way along the flow samples are carried. */
public enum Direction {
    /** From the source to new samples. */
    FORWARD,
    /** From rows of the data to the source. */
    BACKWARD
}
