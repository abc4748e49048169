package dev.rheo.api.path;

import static dev.rheo.api.component.TraitNames.COUPLING_EXACT_OT;
import static dev.rheo.api.component.TraitNames.COUPLING_INDEPENDENT;
import static dev.rheo.api.component.TraitNames.PATH_BRIDGE;
import static dev.rheo.api.component.TraitNames.PATH_ENDPOINTS;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_NOISE;
import static dev.rheo.api.component.TraitNames.PATH_ONE_SIDED;
import static dev.rheo.api.component.TraitNames.PATH_SCORE;
import static dev.rheo.api.component.TraitNames.PATH_TWO_SIDED;
import static dev.rheo.api.component.TraitNames.SOLVER_ON_GRID;
import static dev.rheo.api.component.TraitNames.SOURCE_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.TIME_DISCRETE;

import dev.rheo.api.component.Traits;
import java.util.List;

/**
 * The traits of the four kinds of path, so that a path's configuration states them in one line. They follow from what
 * x_t and a prediction determine, see {@link ProbabilityPath#identifies}. A path states what can be read on it; which views a
 * trained model has ({@code dynamics.*}) is its objective's to say.
 */
public final class PathTraits {
    private PathTraits() {}

    /**
     * x_t = a x1 + s x0 with the source sample as noise. Both endpoints can be read whatever the coupling; the score
     * only as long as the noise is standard normal given the datum.
     */
    public static Traits oneSided() {
        return Traits.of(PATH_GAUSSIAN, PATH_ONE_SIDED, PATH_ENDPOINTS)
                .requires(
                        SOURCE_GAUSSIAN,
                        "a one-sided path uses the source sample as its noise, which has to be standard normal")
                .providesIf(
                        PATH_SCORE,
                        List.of(COUPLING_INDEPENDENT, SOURCE_GAUSSIAN),
                        "a coupling other than independent makes the noise depend on the datum; the velocity stays right,"
                                + " but the noise expected at x_t is then no longer tied to the score");
    }

    /** x_t = a x1 + b x0: both endpoints can be read from one prediction. */
    public static Traits twoSided() {
        return Traits.of(PATH_GAUSSIAN, PATH_TWO_SIDED, PATH_ENDPOINTS);
    }

    /** x_t = a x1 + b x0 + s ε with s &gt; 0: nothing but the velocity can be read. */
    public static Traits twoSidedNoisy() {
        return Traits.of(PATH_GAUSSIAN, PATH_TWO_SIDED, PATH_NOISE);
    }

    /** The further traits of a path of discrete time, see {@link ProbabilityPath#gridTimes}. */
    public static Traits discrete() {
        return Traits.of(TIME_DISCRETE)
                .requires(
                        SOLVER_ON_GRID,
                        "a discrete path has no times between its grid points, so the model may not be asked there");
    }

    /**
     * A Brownian bridge x_t = a x1 + (1 − a) x0 + √(V a (1 − a)) ε, in its own time (a = t, V = σ²) or another; its entropic
     * plan is that with regularisation 2V.
     */
    public static Traits bridge() {
        String because = "the marginals of Brownian bridges are those of the Schrödinger bridge only if pairs come from"
                + " the entropic plan with regularisation 2σ²; the flow still carries source to data, but along"
                + " another process";
        return twoSidedNoisy()
                .provides(PATH_BRIDGE)
                .discourages(COUPLING_INDEPENDENT, because)
                .discourages(COUPLING_EXACT_OT, because);
    }
}
