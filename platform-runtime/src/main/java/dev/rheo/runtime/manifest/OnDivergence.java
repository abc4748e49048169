package dev.rheo.runtime.manifest;

/** What follows a step whose loss or gradient is not finite. */
public enum OnDivergence {
    /** The run ends. */
    STOP,
    /** Training goes on from the newest checkpoint at half the learning rate. */
    ROLLBACK
}
