package dev.rheo.runtime.export;

import java.util.Locale;

/** A kind of file that a model can be exported to. */
public enum ExportFormat {
    TORCHSCRIPT(".pt"),
    SAFETENSORS(".safetensors"),
    NPZ(".npz");

    private final String suffix;

    ExportFormat(String suffix) {
        this.suffix = suffix;
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What names of such files end in. */
    public String suffix() {
        return suffix;
    }
}
