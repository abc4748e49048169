/** Telling the outside world how a run goes. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.track;

import org.apiguardian.api.API;
