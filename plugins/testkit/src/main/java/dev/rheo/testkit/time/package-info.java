/** What every timestep sampler has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.time;

import org.apiguardian.api.API;
