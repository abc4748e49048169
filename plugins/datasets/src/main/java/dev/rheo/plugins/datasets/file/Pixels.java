package dev.rheo.plugins.datasets.file;

/** How bytes of pictures become numbers. */
public enum Pixels {
    /** 0 … 255 as stored. */
    RAW,
    /** v / 255: 0 … 1. */
    UNIT,
    /** v / 127.5 − 1: −1 … 1. */
    SYMMETRIC;

    /** What neighbouring bytes are apart. */
    double step() {
        return switch (this) {
            case RAW -> 1;
            case UNIT -> 1 / 255.0;
            case SYMMETRIC -> 1 / 127.5;
        };
    }

    static final String MEANING =
            "Value of a pixel v (0 to 255): raw (v), unit (v / 255), symmetric (v / 127.5 - 1, from -1 to 1).";

    float of(double byteValue) {
        return switch (this) {
            case RAW -> (float) byteValue;
            case UNIT -> (float) (byteValue / 255);
            case SYMMETRIC -> (float) (byteValue / 127.5 - 1);
        };
    }
}
