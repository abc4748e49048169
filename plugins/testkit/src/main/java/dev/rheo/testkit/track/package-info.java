/** What every tracker has to satisfy. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.testkit.track;

import org.apiguardian.api.API;
