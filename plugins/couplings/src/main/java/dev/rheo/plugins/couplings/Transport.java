package dev.rheo.plugins.couplings;

import dev.rheo.api.component.Option;
import dev.rheo.api.component.TraitNames;
import dev.rheo.api.component.Traits;

/**
 * What every coupling by optimal transport offers.
 *
 * @param cost what a pair costs
 * @param otBatch how many samples are coupled at once
 */
public record Transport(
        @Option(
                value =
                        "What a pair costs: squared-euclidean |x0 - x1|^2 (the cost of W2 and of straight flows), euclidean"
                                + " |x0 - x1| (outliers weigh less), or cosine 1 - cos(x0, x1), 0 to 2 (directions alone).",
                defaultsTo = "squared-euclidean",
                source = "Tong et al. 2024 use squared-euclidean")
        Cost cost,

        @Option(
                value =
                        "How many samples of each side are coupled at once: a multiple of train.batch, whose minibatches then"
                                + " come from one plan; 0 couples each minibatch by itself. Larger plans are less biased and cost more.",
                defaultsTo = "0",
                min = 0,
                max = 16384,
                unit = "samples",
                source = "the bias of minibatch plans: Fatras et al. 2020; Pooladian et al. 2023, section 4")
        int otBatch) {
    /** The usual cost, minibatch by minibatch. */
    static final Transport USUAL = new Transport(Cost.SQUARED_EUCLIDEAN, 0);

    /** With another cost, the plan is not the one that the theory of optimal transport flows speaks of. */
    Traits exact() {
        return cost.squared() ? Traits.of(TraitNames.COUPLING_EXACT_OT) : Traits.NONE;
    }

    Traits entropic() {
        return cost.squared() ? Traits.of(TraitNames.COUPLING_ENTROPIC) : Traits.NONE;
    }
}
