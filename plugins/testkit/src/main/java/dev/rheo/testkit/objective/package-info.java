/** What every training objective has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.objective;

import org.apiguardian.api.API;
