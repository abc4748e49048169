/** What every guidance by a weight has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.guidance;

import org.apiguardian.api.API;
