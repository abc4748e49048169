/** What every solver has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.solver;

import org.apiguardian.api.API;
