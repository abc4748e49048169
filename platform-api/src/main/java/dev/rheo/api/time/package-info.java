/** At which times t (flow time: 0 source, 1 data) the network is trained. */
@API(status = API.Status.STABLE, since = "1.0")
package dev.rheo.api.time;

import org.apiguardian.api.API;
