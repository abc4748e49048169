package dev.rheo.runtime.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A part of a training step. */
public enum Phase {
    DATA(false, "rows of the data set"),
    SOURCE(false, "source samples"),
    COUPLING(false, "pairing source and data"),
    TIMES(false, "flow times and weights"),
    OBJECTIVE(false, "points on the path and targets, into the engine's memory"),
    WAIT(true, "waiting for a minibatch"),
    ENGINE(true, "loss and gradient"),
    OPTIMIZER(true, "clipping, update and averages"),
    EVENTS(true, "reading the loss, telling listeners"),
    CHECKPOINT(true, "writing checkpoints"),
    EVALUATION(true, "handing over parameters, waiting for results");

    private final boolean training;
    private final String meaning;

    Phase(boolean training, String meaning) {
        this.training = training;
        this.meaning = meaning;
    }

    /** Whether it is on the training thread; else on the threads that make minibatches, beside it. */
    public boolean training() {
        return training;
    }

    public String meaning() {
        return meaning;
    }

    /** In lower case, as it is shown and written. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
