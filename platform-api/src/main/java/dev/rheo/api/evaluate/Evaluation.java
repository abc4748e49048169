package dev.rheo.api.evaluate;

import dev.rheo.api.data.Rows;
import dev.rheo.api.data.Table;
import dev.rheo.api.random.Draws;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a metric may look at. All rows are in original units (standardisation undone) and flattened; do not write to
 * them.
 */
public interface Evaluation {
    /** Generated samples, with the labels they were asked for. */
    Rows samples();

    /** Data that training never saw. */
    Rows heldOut();

    /** The training data. */
    Rows training();

    /**
     * {@code count} rows of real data to set a floor with, disjoint from what {@link #reference} of the same size
     * gives; empty if there is not enough data for two such samples.
     */
    Optional<Rows> floorSample(int count);

    /**
     * {@code count} rows of real data to compare samples with: held-out rows, topped up with training rows where there
     * are too few of them; all rows there are if {@code count} is larger.
     */
    Rows reference(int count);

    /** The flow that made the samples, for metrics of trajectories. */
    FlowTrace flow();

    /**
     * The flow along another number of trajectories: as many as asked for, or as there are training data if those are fewer.
     * A host that knows one number only gives {@link #flow()}.
     *
     * @param trajectories at least 1
     */
    default FlowTrace flow(int trajectories) {
        return flow();
    }

    /**
     * How the flow interpolates at each time point that the data leaves out, ascending; empty where it leaves none out. A
     * metric that asks requires {@code data.left-out}.
     *
     * @param most rows to carry to each at most
     */
    default List<Interpolation> interpolations(int most) {
        return List.of();
    }

    /**
     * log p(x) of the trained flow, in nats and in original units, at each of {@code rows}: log p_0(x_0) − ∫ ∇·u_t(x_t) dt
     * along the flow from the row back to the source, by the experiment's solver (Chen et al. 2018). Of the label of each
     * row, where the network is conditioned on labels. Equal rows at equal places give equal numbers, except that adaptive
     * solvers choose their steps for a whole batch.
     *
     * <p>A metric that asks requires {@code solver.ode}, {@code dynamics.divergence} and {@code source.density}, and
     * excludes {@code solver.denoiser} and {@code field.guided}.
     *
     * @param rows in original units, with labels if the data has any
     * @throws MetricException if this flow has no likelihood, or the solver fails
     */
    double[] logDensity(Rows rows, Divergence divergence);

    /**
     * The model read as a denoiser; empty if it is not sampled along a Gaussian path or gives no expected datum. A metric
     * that asks requires {@code path.gaussian} and {@code dynamics.denoised}.
     */
    default Optional<DenoisingModel> denoiser() {
        return Optional.empty();
    }

    /**
     * The objective's loss, as training computes it, on pairs of held-out rows: the usual validation loss, of the parameters that
     * the samples come from. Pairs are made as in training, in minibatches of the same size and coupling, and are the same at
     * each evaluation of a run. Rows are the last {@code pairs} held-out ones, so that where there are enough of them they are
     * not those of {@link #reference}; of fewer each is taken several times. Sources are drawn as in training. Labels and
     * conditions are never withheld.
     *
     * @param pairs at least 1; whole minibatches are made, at least two
     * @throws MetricException if no rows are held out, they cannot be paired, or this host does not know the loss
     */
    default LossEstimate heldOutLoss(int pairs) {
        throw new MetricException("this host does not know the objective's loss");
    }

    /** The step between neighbouring values of quantised data, in original units; empty if the data's header tells none. */
    OptionalDouble quantum();

    /** The columns of data that is a table of cells; {@link Table#NONE} for data that is just numbers. */
    default Table table() {
        return Table.NONE;
    }

    /** Randomness of this metric. */
    Draws draws(String purpose);
}
