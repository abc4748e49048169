/** What every optimizer and every learning-rate schedule has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.optimize;

import org.apiguardian.api.API;
