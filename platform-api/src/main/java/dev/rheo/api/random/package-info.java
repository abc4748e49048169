/**
 * Addressed randomness: every draw of a run is a pure function of (seed, purpose, step, row, dimension), so results
 * depend neither on how batches are split, nor on the number of workers, nor on the order in which they run, and a
 * resumed run needs no saved generator state.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.random;

import org.apiguardian.api.API;
