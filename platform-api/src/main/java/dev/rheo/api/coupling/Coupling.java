package dev.rheo.api.coupling;

import dev.rheo.api.component.Component;
import dev.rheo.api.component.ComponentKind;
import java.util.random.RandomGenerator;

/**
 * Pairs the source samples of a minibatch with its data: draws from a plan q(x0, x1) between the two empirical
 * measures. A pure function of its arguments, called from several prefetch threads at once; never touches the engine.
 */
@ComponentKind(value = "coupling", title = "coupling")
public interface Coupling extends Component {
    /**
     * Gives exactly {@code batch.target().count()} pairs.
     *
     * @throws CouplingException if the batch cannot be coupled (values that are not finite, no convergence)
     */
    Pairing pair(CouplingBatch batch, RandomGenerator random);

    /**
     * How many samples of each side are coupled at once: a multiple of the training batch, whose minibatches then come from
     * one plan, in random order; 0 for the training batch itself. The host collects them and calls {@link #pair} once.
     */
    default int otBatch() {
        return 0;
    }
}
