package dev.rheo.runtime.embed;

import dev.rheo.api.data.DataException;
import dev.rheo.api.data.Rows;
import dev.rheo.runtime.data.PreparedData;
import dev.rheo.runtime.experiment.Blueprint;
import org.jspecify.annotations.Nullable;

/** The rows that a model carries back to the source: the data it was trained on, held-out rows first. Thread-safe. */
final class CarriedRows {
    private final Blueprint blueprint;
    private final String name;
    private @Nullable Rows rows;

    /** @param name of the model, for messages */
    CarriedRows(Blueprint blueprint, String name) {
        this.blueprint = blueprint;
        this.name = name;
    }

    /**
     * In original units; loaded when they are first asked for.
     *
     * @throws RheoException if the data cannot be read, or is not what the model was trained on
     */
    synchronized Rows get() {
        if (rows == null) {
            rows = load();
        }
        return rows;
    }

    private Rows load() {
        try {
            Rows all = PreparedData.load(blueprint.parts().data(), blueprint.random())
                    .heldOutFirst();
            if (all.shape().equals(blueprint.data().shape())) {
                return all;
            }
            throw unusable(
                    "its rows have shape " + all.shape() + ", and the model was trained on "
                            + blueprint.data().shape(),
                    "Put the data that it was trained on back into its place.",
                    null);
        } catch (DataException e) {
            throw unusable(String.valueOf(e.getMessage()), "Backwards, the data that it was trained on is needed.", e);
        }
    }

    private RheoException unusable(String why, String remedy, @Nullable Throwable cause) {
        return new RheoException(
                RheoException.Kind.MODEL, "Cannot carry the data of " + name + " to the source", why, remedy, cause);
    }
}
