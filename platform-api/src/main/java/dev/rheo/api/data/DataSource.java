package dev.rheo.api.data;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import dev.rheo.api.random.RandomStreams;
import java.util.Optional;

/** A data set. */
@ComponentKind(value = "data", title = "data set")
public interface DataSource extends Component {
    /**
     * Shape, classes and number of rows; reads no more than it must.
     *
     * @throws DataException if the data is missing, unreadable or empty
     */
    DataInfo info();

    /**
     * All rows in a fixed order, with their flow times if {@link #info} has time points. Generated sets draw from {@code random}; files ignore it.
     *
     * @throws DataException if the data is unreadable, ragged, or has values that are not finite
     */
    Rows load(RandomStreams random);

    /**
     * The rows where they lie, if they are not to be loaded: then {@link #load} is not called, and minibatches are read as steps
     * want them.
     *
     * @throws DataException if the data is missing or cannot be read so
     */
    default Optional<RowStore> stored() {
        return Optional.empty();
    }

    /** How the host splits and standardises the rows. */
    Preparation preparation();
}
