package dev.rheo.api.graph;

/** The element type of a value. */
public enum Dtype {
    /** The program's floating type: float32 in training, float64 in tests. */
    FLOAT,
    /** 64-bit integers: labels and indices. */
    INT64,
    /** Truth values, as comparisons give them. */
    BOOL
}
