package dev.rheo.plugins.solvers.diffusion;

import static dev.rheo.api.component.TraitNames.DYNAMICS_DENOISED;
import static dev.rheo.api.component.TraitNames.DYNAMICS_SCORE;
import static dev.rheo.api.component.TraitNames.PATH_ENDPOINTS;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.PATH_ONE_SIDED;
import static dev.rheo.api.component.TraitNames.SOLVER_DENOISER;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;
import static dev.rheo.api.component.TraitNames.SOLVER_ODE;
import static dev.rheo.api.component.TraitNames.SOLVER_ON_GRID;
import static dev.rheo.api.component.TraitNames.SOLVER_STOCHASTIC;

import dev.rheo.api.component.Traits;
import dev.rheo.api.path.GaussianPath;
import dev.rheo.api.sample.Dynamics;
import dev.rheo.api.sample.Problem;

/** What the solvers of this package ask of an experiment, said once. */
final class Needs {
    private Needs() {}

    static Traits deterministicOnGrid() {
        return Traits.of(SOLVER_ODE, SOLVER_FIXED_STEPS, SOLVER_ON_GRID);
    }

    static Traits stochasticOnGrid() {
        return Traits.of(SOLVER_STOCHASTIC, SOLVER_FIXED_STEPS, SOLVER_ON_GRID);
    }

    /** Steps of the flow through the expected datum. */
    static Traits deterministicDenoiser() {
        return denoiser(deterministicOnGrid()).provides(SOLVER_DENOISER);
    }

    /** The coefficients and the expected datum. */
    static Traits denoiser(Traits traits) {
        return traits.requires(PATH_GAUSSIAN, "its steps are written in the coefficients of x_t = a x1 + n z")
                .requires(
                        PATH_ENDPOINTS, "it splits the state into the expected datum and the rest, which has to be one")
                .requires(DYNAMICS_DENOISED, "every step goes through the datum that the model expects at x_t");
    }

    /** Noise in exchange for the noise that the path has. */
    static Traits freshNoise(Traits traits) {
        return traits.requires(
                DYNAMICS_SCORE,
                "it replaces noise of the path by fresh noise, which keeps the marginals only if that noise is"
                        + " standard normal whatever the datum, so that the score can be read");
    }

    /** The score of noise that is the source. */
    static Traits score(Traits traits) {
        return denoiser(traits)
                .requires(PATH_ONE_SIDED, "it reads the score off the expected datum, as (a E[x1|x] − x)/s²")
                .requires(DYNAMICS_SCORE, "it climbs the score of the marginals");
    }

    static GaussianPath path(Dynamics dynamics) {
        return dynamics.path().orElseThrow(() -> missing("the path"));
    }

    static IllegalStateException missing(String what) {
        return new IllegalStateException("the model does not give " + what
                + ", which the solver's traits require; ask the author of the program that begins the solve");
    }

    /** For rules that take noise away: they have no reading from data to source. */
    static void ascending(Problem problem, String solver) {
        if (problem.end() < problem.start()) {
            throw new IllegalArgumentException(
                    "the solver '" + solver
                            + "' goes from source to data only; take a deterministic solver for the way back, such as 'ddim' with eta 0 and no clip");
        }
    }
}
