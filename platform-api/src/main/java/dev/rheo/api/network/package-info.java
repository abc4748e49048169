/** Network architectures: functions of (θ, x, t, labels), written once as a graph. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.network;

import org.apiguardian.api.API;
