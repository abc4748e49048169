package dev.rheo.runtime.program;

/** What {@code FLOAT} means in a program. */
public enum Precision {
    FLOAT32(6),
    FLOAT64(7);

    private final int code;

    Precision(int code) {
        this.code = code;
    }

    /** PyTorch's number of the type (c10/core/ScalarType.h). */
    int code() {
        return code;
    }
}
