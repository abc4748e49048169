/**
 * What a network is trained on. A regression objective turns pairs into (x_t, t, target) on the host; any other writes
 * its loss as a program. Either says how the trained network is read.
 */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.objective;

import org.apiguardian.api.API;
