/** What every probability path has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.path;

import org.apiguardian.api.API;
