package dev.rheo.plugins.couplings;

/**
 * Solves the linear program min ⟨P, C⟩ over plans with uniform marginals for a square C; one of its solutions is a
 * permutation (Birkhoff). Holds buffers: confined to one call at a time.
 */
interface TransportSolver {
    /**
     * The column of each row, as a new array.
     *
     * @throws dev.rheo.api.coupling.CouplingException if optimality could not be certified
     */
    int[] solve(CostMatrix cost);
}
