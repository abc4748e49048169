package dev.rheo.plugins.solvers;

import static dev.rheo.api.component.TraitNames.GRID_NONUNIFORM;
import static dev.rheo.api.component.TraitNames.PATH_GAUSSIAN;
import static dev.rheo.api.component.TraitNames.SOLVER_FIXED_STEPS;

import dev.rheo.api.component.Traits;

/** What time grids other than the uniform one say of themselves. */
final class GridTraits {
    private GridTraits() {}

    static Traits nonuniform() {
        return Traits.of(GRID_NONUNIFORM)
                .requires(
                        SOLVER_FIXED_STEPS,
                        "An adaptive solver chooses its own steps, and would pay no attention to this grid.");
    }

    /** A grid that is laid out in the path's ratio of signal to noise. */
    static Traits inNoise() {
        return nonuniform()
                .requires(
                        PATH_GAUSSIAN, "This grid is laid out in the ratio a/n of data to noise in the path's states.");
    }
}
