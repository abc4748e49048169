/**
 * Rheo's built-in couplings. Letters: C the cost matrix (squared Euclidean distances, float64), u and v the dual
 * potentials of its rows and columns (an optimal plan has C = u + v where it has mass and C ≥ u + v elsewhere), λ the
 * entropic regularisation of
 *
 * <pre>min ∫ |x0 − x1|² dπ + λ KL(π ‖ q0 ⊗ q1)</pre>
 *
 * with λ = 2σ² for a Schrödinger bridge with reference noise σ.
 *
 * <p>Couplings are called by several threads at once. Each call borrows the buffers that it needs from a {@code Pool}
 * of its component and gives them back, so that O(n²) memory is allocated once per concurrent caller, dies with the
 * component and is bound to no thread.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.plugins.couplings;

import org.apiguardian.api.API;
