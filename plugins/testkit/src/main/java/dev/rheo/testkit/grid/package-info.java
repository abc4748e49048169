/** What every time grid has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.grid;

import org.apiguardian.api.API;
