package dev.rheo.runtime.program;

/** Positions in the vector of numbers that host and program share; the rates of the averages follow. */
public enum Hyper {
    LEARNING_RATE,
    /** Largest global norm of the gradient; 0 for none. */
    CLIP,
    /** 0 to start a new sum of gradients, 1 to add to it. */
    KEEP,
    /** Factor on the summed gradient before the update. */
    SCALE,
    /** Steps left out because loss or gradient were not finite; counted by the program. */
    SKIPPED;

    public static int size(int averages) {
        return values().length + averages;
    }

    String read() {
        return "H[" + ordinal() + "]";
    }
}
