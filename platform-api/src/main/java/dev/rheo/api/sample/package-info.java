/**
 * From a trained model to samples. Solvers and guidance are the only components that see engine arrays; the host
 * drives the loop and gives each step a manager of its own, so a step frees nothing itself.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.sample;

import org.apiguardian.api.API;
